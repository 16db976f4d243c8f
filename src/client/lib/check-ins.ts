import { useEffect, useState, useSyncExternalStore } from 'react'
import { call, isRefused, newRequestId, type Refused } from './call'
import { useIsShown } from './page'
import { queries } from './query'
import { keep, kept } from './storage'

/** A check-in that has not reached the server: its time is when the visitor stood at the door. */
interface Unsent {
  requestId: string
  code: string
  at: string
}
interface Kept {
  unsent: Unsent[]
  /** Codes that the server refused afterwards. */
  rejected: string[]
}

const NAME = 'check-ins'
const AGAIN_MS = 15_000
let state: Kept = kept<Kept>(NAME) ?? { unsent: [], rejected: [] }
const listeners = new Set<() => void>()

function become(next: Kept): void {
  state = next
  keep(NAME, state)
  for (const listener of listeners) listener()
}

const mayPass = ({ code }: Refused) =>
  code === 'OFFLINE' || code === 'UNAVAILABLE' || code === 'INTERNAL' || code === 'SIGN_IN' || code === 'TOO_MANY'

let sending: Promise<void> | null = null
/** Sends what waits, in its order; one at a time, since a second round would only repeat the first. */
export function sendCheckIns(): Promise<void> {
  sending ??= send().finally(() => {
    sending = null
  })
  return sending
}

async function send(): Promise<void> {
  for (const one of state.unsent) {
    try {
      await call('visit.checkIn', one)
    } catch (error) {
      if (!isRefused(error) || mayPass(error)) return
      become({ ...state, rejected: [...state.rejected, one.code] })
    }
    become({ ...state, unsent: state.unsent.filter(({ requestId }) => requestId !== one.requestId) })
    void queries.invalidateQueries({ queryKey: ['visit.queue'] })
  }
}

/**
 * 签到, also where there is no network: then the time is kept on this device and sent when there is one again. A
 * code that the server knows to be wrong is refused at once.
 */
export async function checkIn(code: string): Promise<'done' | 'kept' | Refused> {
  const one = { requestId: newRequestId(), code: code.trim().toUpperCase(), at: new Date().toISOString() }
  try {
    await call('visit.checkIn', one)
    void queries.invalidateQueries({ queryKey: ['visit.queue'] })
    return 'done'
  } catch (error) {
    if (!isRefused(error)) throw error
    if (!mayPass(error)) return error
    if (!state.unsent.some((other) => other.code === one.code)) become({ ...state, unsent: [...state.unsent, one] })
    return 'kept'
  }
}

/** What waits to be sent; tried again every 15 s while the page is shown. */
export function useCheckIns() {
  const isShown = useIsShown()
  const [isSending, setSending] = useState(false)
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
  const sendNow = () => {
    setSending(true)
    void sendCheckIns().finally(() => setSending(false))
  }
  useEffect(() => {
    if (!isShown || now.unsent.length === 0) return undefined
    const timer = setInterval(() => void sendCheckIns(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [isShown, now.unsent.length])
  return {
    unsent: now.unsent,
    rejected: now.rejected,
    isSending,
    sendNow,
    dismiss: (code: string) => become({ ...state, rejected: state.rejected.filter((other) => other !== code) }),
  }
}
