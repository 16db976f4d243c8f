import { randomBytes, randomInt } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { seal, signatureOf } from '../envelope'

export interface PushTarget {
  /** Where WeChat's console says that messages are to be pushed. */
  url: string
  token: string
  encodingAesKey?: string
}

/** WeChat waits 5 s for an answer and tells three times in all. */
const PATIENCE_MS = 5000
const PAUSE_MS = 500
const TIMES = 3

interface TellerOptions {
  target: PushTarget | undefined
  appid: string
  now: () => Date
}

/** Pushes events as WeChat does, in JSON: signed, and sealed where there is a key. */
export function openTeller({ target, appid, now }: TellerOptions) {
  const underWay = new Set<Promise<void>>()
  const closing = new AbortController()
  // One for each push that is owed.
  setMaxListeners(0, closing.signal)

  const signed = (more: Record<string, string> = {}) => {
    const timestamp = String(Math.floor(now().getTime() / 1000))
    const nonce = String(randomInt(1e9))
    const signature = signatureOf(target!.token, timestamp, nonce)
    return { query: new URLSearchParams({ signature, timestamp, nonce, ...more }), timestamp, nonce }
  }
  const ask = async (query: URLSearchParams, body?: string): Promise<string | null> => {
    const address = `${target!.url}${target!.url.includes('?') ? '&' : '?'}${query}`
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(PATIENCE_MS)])
    const init = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const response = await fetch(address, { ...init, signal }).catch(() => null)
    return response?.ok ? response.text().catch(() => null) : null
  }
  const post = async (event: Record<string, unknown>): Promise<void> => {
    const text = JSON.stringify(event)
    for (let time = 1; time <= TIMES && !closing.signal.aborted; time += 1) {
      const { query, timestamp, nonce } = signed({ openid: String(event.FromUserName) })
      let body = text
      if (target!.encodingAesKey) {
        const sealed = seal(text, { encodingAesKey: target!.encodingAesKey, appid, random: randomBytes(16) })
        query.set('encrypt_type', 'aes')
        query.set('msg_signature', signatureOf(target!.token, timestamp, nonce, sealed))
        body = JSON.stringify({ ToUserName: event.ToUserName, Encrypt: sealed })
      }
      if ((await ask(query, body)) !== null) return
      if (time < TIMES) await wait(PAUSE_MS, closing.signal)
    }
  }

  return {
    /** Tells what `make` says when the delay is over; nothing where nobody wants to be told. */
    tell: (delayMs: number, openid: string, make: () => Promise<Record<string, unknown>> | Record<string, unknown>) => {
      if (!target) return
      const task = wait(delayMs, closing.signal).then(async () => {
        if (closing.signal.aborted) return
        const CreateTime = Math.floor(now().getTime() / 1000)
        await post({ ToUserName: 'gh_standin', FromUserName: openid, CreateTime, MsgType: 'event', ...(await make()) })
      })
      underWay.add(task)
      void task.finally(() => underWay.delete(task))
    },
    /** What the console does before it keeps an address: asks it to say a word back. */
    verify: async (): Promise<boolean> => {
      if (!target) return false
      const echostr = String(randomInt(1e12))
      return (await ask(signed({ echostr }).query)) === echostr
    },
    /** Until nothing is waiting to be told. */
    quiet: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => closing.abort(),
  }
}

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
