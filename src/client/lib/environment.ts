/** The build writes these in where they are set; where they are not, a phone has no `process` to ask, which throws. */
const orEmpty = (read: () => string | undefined) => {
  try {
    return read() ?? ''
  } catch {
    return ''
  }
}

/** An HTTPS host for a mini-program without WeChat's cloud. */
export const API = orEmpty(() => process.env.TARO_APP_API)
/** The cloud environment; empty: the one that the mini-program was made with. */
export const CLOUD_ENV = orEmpty(() => process.env.TARO_APP_CLOUD_ENV)
/** Changes with the contract, so that no answer of another shape is read back from storage. */
export const CONTRACT = orEmpty(() => process.env.CONTRACT)
