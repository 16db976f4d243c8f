import type { ErrorCode, FieldError } from '../contract/operation'

/** A refusal that the contract declares. Anything else that is thrown is a fault of ours. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly fields?: FieldError[],
    /** TOO_MANY: in how many seconds it may be tried again, where time alone helps. */
    readonly retryAfterS?: number,
  ) {
    super(code)
  }
}

export const refuse = (code: ErrorCode, fields?: FieldError[]): never => {
  throw new AppError(code, fields)
}
