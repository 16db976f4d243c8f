export interface WxCall {
  name: string
  options: unknown
}

/** What the run left behind; the test expects `errors` to be empty. */
export const log = {
  errors: [] as string[],
  calls: [] as WxCall[],
  setData: { calls: 0, bytes: 0 },
}

let underWay = 0
let lastAt = 0

/** Something was rendered, or a call began (1) or ended (-1). */
export function stirs(calls: 1 | -1 | 0 = 0): void {
  underWay += calls
  lastAt = performance.now()
}

/** For how many milliseconds nothing was asked of the cloud and nothing rendered; 0 while a call is under way. */
export const quiet = (): number => (underWay > 0 ? 0 : performance.now() - lastAt)

const text = (part: unknown) =>
  part instanceof Error ? (part.stack ?? part.message) : typeof part === 'string' ? part : JSON.stringify(part)

export function fail(...parts: unknown[]): void {
  log.errors.push(parts.map(text).join(' ').slice(0, 2000))
}

/** Hears everything that a developer tool would print in red. */
export function listen(): void {
  const { error } = console
  console.error = (...parts: unknown[]) => {
    fail(...parts)
    error(...parts)
  }
  window.addEventListener('error', ({ error: thrown, message }) => fail('exception:', thrown ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => fail('unhandled rejection:', reason))
}
