import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Input } from '../../contract'
import { call, isRefused, newRequestId, type Refused } from './call'
import { useIsShown } from './page'
import { queries } from './query'
import { keep, kept } from './storage'

/** What happened at the door and has not reached the server: its time is when the visitor stood there. */
export type Unsent =
  { operation: 'visit.checkIn'; input: Input<'visit.checkIn'> } | { operation: 'visit.walkIn'; input: Input<'visit.walkIn'> }
interface Kept {
  unsent: Unsent[]
  /** What the server refused afterwards. */
  refused: Unsent[]
}

const NAME = 'check-ins'
const AGAIN_MS = 15_000
// Over what an older version kept, which had no `refused`.
let state: Kept = { unsent: [], refused: [], ...kept<Kept>(NAME) }
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

const codeOf = ({ operation, input }: Unsent) => (operation === 'visit.checkIn' ? input.code : null)

async function send(): Promise<void> {
  for (const one of state.unsent) {
    try {
      await call(one.operation, one.input)
    } catch (error) {
      // FORBIDDEN: who is signed in on this device now is not of the desk; it waits for who is.
      if (!isRefused(error) || mayPass(error) || error.code === 'FORBIDDEN') return
      become({ ...state, refused: [...state.refused, one] })
    }
    become({ ...state, unsent: state.unsent.filter(({ input }) => input.requestId !== one.input.requestId) })
    void queries.invalidateQueries({ queryKey: ['visit.queue'] })
  }
}

/** Also where there is no network: then it is kept on this device and sent when there is one again. What the server knows to be wrong is refused at once. */
async function sendOrKeep(one: Unsent): Promise<'done' | 'kept' | Refused> {
  try {
    await call(one.operation, one.input)
    void queries.invalidateQueries({ queryKey: ['visit.queue'] })
    return 'done'
  } catch (error) {
    if (!isRefused(error)) throw error
    if (!mayPass(error)) return error
    const code = codeOf(one)
    if (code === null || !state.unsent.some((other) => codeOf(other) === code)) become({ ...state, unsent: [...state.unsent, one] })
    return 'kept'
  }
}

/** 签到 */
export const checkIn = (code: string) =>
  sendOrKeep({
    operation: 'visit.checkIn',
    input: { requestId: newRequestId(), code: code.trim().toUpperCase(), at: new Date().toISOString() },
  })

/** 现场登记 */
export const walkIn = (of: Omit<Input<'visit.walkIn'>, 'requestId' | 'at'>) =>
  sendOrKeep({ operation: 'visit.walkIn', input: { ...of, requestId: newRequestId(), at: new Date().toISOString() } })

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
    refused: now.refused,
    isSending,
    sendNow,
    dismiss: (requestId: string) => become({ ...state, refused: state.refused.filter(({ input }) => input.requestId !== requestId) }),
  }
}
