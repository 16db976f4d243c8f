import { keepHere, keptHere } from './storage'

/** Who this window or phone is to the host; in WeChat's cloud nobody has a token. */
export const token = () => keptHere<string>('token')

let rememberedAt = 0
/** When this window became who it is, as milliseconds since 1970; 0 where it was so from its start. */
export const tokenSince = () => rememberedAt

export function rememberToken(value: string): void {
  rememberedAt = Date.now()
  keepHere('token', value)
}

/** The session goes on under another token. In a browser a window that was made from this one has the same session: it is told. */
export function renewToken(from: string, to: string): void {
  if (token() !== from) return
  keepHere('token', to)
  others()?.postMessage({ from, to })
}

let channel: BroadcastChannel | null = null
/** The other windows of this host; none on a phone, or in a browser that knows no such thing. */
function others(): BroadcastChannel | null {
  if (process.env.TARO_ENV !== 'h5' || typeof BroadcastChannel === 'undefined') return null
  return (channel ??= new BroadcastChannel('lx.session'))
}

/** Run once: takes over what another window with the same session was given. */
export function hearRenewals(): void {
  others()?.addEventListener('message', ({ data }: MessageEvent<{ from: string; to: string }>) => {
    if (data.from === token()) keepHere('token', data.to)
  })
}

export function forgetToken(): void {
  keepHere('token', undefined)
  started = null
}

export const congressCode = () => keptHere<string>('congress') ?? null

export function rememberCongress(code: string): void {
  keepHere('congress', code)
}

let start: () => Promise<void> = () => Promise.resolve()
let started: Promise<void> | null = null

/** How a session starts; `lib/session` sets it, so that calls can wait for it without knowing it. */
export function startSessionWith(begin: () => Promise<void>): void {
  start = begin
}

/** Every call waits for this. */
export function sessionStarted(): Promise<void> {
  started ??= start()
  return started
}
