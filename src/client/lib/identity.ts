import { keepHere, keptHere } from './storage'

/** Who this window is to the host; a phone is known by WeChat and has no token. */
export const token = () => (process.env.TARO_ENV === 'h5' ? keptHere<string>('token') : undefined)

let rememberedAt = 0
/** When this window became who it is, as milliseconds since 1970; 0 where it was so from its start. */
export const tokenSince = () => rememberedAt

export function rememberToken(value: string): void {
  rememberedAt = Date.now()
  keepHere('token', value)
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
