import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { OperationName } from '../../src/contract'
import { inWest, type Town } from '../cloud/town'

/** What a person was told has been done. */
export interface Acknowledged {
  kind: 'submitted' | 'accepted' | 'answered' | 'message' | 'judged' | 'booked'
  requestId: string
  /** The case, or the visit. */
  id: string
  /** What was written, where something was: no two writings are the same. */
  text: string | null
}

export interface Load {
  acknowledged: Acknowledged[]
  /** Refusals other than «try again», which nothing here should meet. */
  unexpected: string[]
  /** «Try again», by what was answered: UNAVAILABLE, or nothing at all. */
  again: Record<string, number>
  slowestMs: number
  /** When the last and the first since `mark` were acknowledged, in ms of performance.now(). */
  mark(): void
  firstSinceMark(): number | null
  stop(): Promise<void>
}

const AGAIN_MS = 200
/** What the pages wait for an answer. */
const PHONE_MS = 20_000

interface Options {
  hosts: readonly { base: string }[]
  town: Pick<Town, 'token' | 'wang'>
  residents: readonly { token: string }[]
  receptionId?: string
  /** Where WeChat checks what is written, a case waits for that before its deputy sees it. */
  isChecked?: boolean
  workers?: number
}

/** Residents who hand in, write, judge and book, and a deputy who accepts and answers, each as fast as they are answered. */
export function openLoad({ hosts, town, residents, receptionId, isChecked, workers = 8 }: Options): Load {
  const load: Omit<Load, 'stop' | 'mark' | 'firstSinceMark'> = { acknowledged: [], unexpected: [], again: {}, slowestMs: 0 }
  const [over, givenUp] = [new AbortController(), new AbortController()]
  let marked = Number.POSITIVE_INFINITY
  let first: number | null = null
  let turn = 0

  /** One change as a phone makes it: where it is told to try again it sends the same request. Null where it was refused. */
  async function persist(operation: OperationName, input: object, token: string): Promise<{ id: string } | null> {
    const body = JSON.stringify({ requestId: randomUUID(), ...input })
    const { requestId } = JSON.parse(body) as { requestId: string }
    while (!givenUp.signal.aborted) {
      const from = performance.now()
      const answer = await ask(hosts[(turn += 1) % hosts.length]!.base, operation, body, token)
      load.slowestMs = Math.max(load.slowestMs, performance.now() - from)
      if (answer.ok) {
        if (from >= marked) first ??= performance.now()
        return { ...answer.output, requestId } as never
      }
      if (isChecked && operation === 'concern.accept' && answer.code === 'NOT_FOUND') return null
      if (!['UNAVAILABLE', 'OFFLINE', 'TOO_MANY'].includes(answer.code)) {
        load.unexpected.push(`${operation} ${answer.code}`)
        return null
      }
      load.again[answer.code] = (load.again[answer.code] ?? 0) + 1
      await pause(AGAIN_MS)
    }
    return null
  }

  async function does(kind: Acknowledged['kind'], operation: OperationName, input: object, token: string, text: string | null = null) {
    const done = (await persist(operation, input, token)) as { id: string; requestId: string } | null
    if (done) load.acknowledged.push({ kind, requestId: done.requestId, id: done.id, text })
    return done?.id ?? null
  }

  async function oneCase(token: string): Promise<void> {
    const words = (what: string) => `${what} ${randomUUID()}`
    const text = words('西街的路灯不亮')
    const place = { at: inWest, address: '西街' }
    const id = await does(
      'submitted',
      'concern.submit',
      { text, topic: 'lamps', place, contact: { name: '', phone: '', mayCall: false }, deputyId: town.wang },
      token,
      text,
    )
    if (!id) return
    const [said, answer] = [words('就在桥头'), words('已经修好')]
    await does('message', 'concern.say', { id, text: said }, token, said)
    if (!(await does('accepted', 'concern.accept', { id }, town.token.wang))) return
    if (!(await does('answered', 'concern.answer', { id, text: answer }, town.token.wang, answer))) return
    await does('judged', 'concern.judge', { id, verdict: 'settled', text: '' }, token)
  }

  const unbooked = [...residents]
  const working = Array.from({ length: workers }, async (_, worker) => {
    for (let round = 0; !over.signal.aborted; round += 1) {
      await oneCase(residents[(worker + round * workers) % residents.length]!.token)
      const visitor = receptionId && !over.signal.aborted && unbooked.pop()
      if (visitor) await does('booked', 'visit.book', { receptionId, startsAt: null, orWait: true }, visitor.token)
    }
  })

  return {
    ...load,
    get slowestMs() {
      return load.slowestMs
    },
    mark: () => {
      marked = performance.now()
      first = null
    },
    firstSinceMark: () => first,
    stop: async () => {
      over.abort()
      // What is under way is sent until it is acknowledged, for as long as anybody would try.
      const limit = setTimeout(() => givenUp.abort(), 60_000)
      await Promise.all(working)
      clearTimeout(limit)
    },
  }
}

export type Answered = { ok: true; output: { id: string } } | { ok: false; code: string }

/** One request, as the pages send it. */
export async function ask(base: string, operation: OperationName, body: string, token: string): Promise<Answered> {
  try {
    const response = await fetch(`${base}/rpc/${operation}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PHONE_MS),
    })
    const said = (await response.json()) as { id: string; error?: { code: string } }
    return response.ok ? { ok: true, output: said } : { ok: false, code: said.error?.code ?? 'OFFLINE' }
  } catch {
    return { ok: false, code: 'OFFLINE' }
  }
}
