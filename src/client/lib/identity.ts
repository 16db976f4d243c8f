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
