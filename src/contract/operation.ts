import * as v from 'valibot'

/** Why an operation was refused. Absent and not-yours are one code, so that a refusal tells nothing. */
export const httpStatus = {
  BAD_INPUT: 400,
  SIGN_IN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const
export type ErrorCode = keyof typeof httpStatus

/** Which field was wrong and by which rule; the client has words for each rule. */
export interface FieldError {
  path: string
  rule: string
}
export interface Refusal {
  code: ErrorCode
  fields?: FieldError[]
}

/** Who may call at all; what they may do with one record is decided by their relation to it. */
export type Caller = 'anyone' | 'person' | 'deputy' | 'staff' | 'office'

export interface Operation<Input extends v.GenericSchema = v.GenericSchema, Output extends v.GenericSchema = v.GenericSchema> {
  summary: string
  by: Caller
  input: Input
  output: Output
  errors: readonly ErrorCode[]
  /** A changing operation takes a `requestId`: the same one again returns the first answer. */
  isChange: boolean
}

/** What a caller writes. */
export type InputOf<O> = O extends Operation<infer I, v.GenericSchema> ? v.InferInput<I> : never
/** What a handler gets: checked, trimmed, defaults filled in. */
export type RequestOf<O> = O extends Operation<infer I, v.GenericSchema> ? v.InferOutput<I> : never
export type OutputOf<O> = O extends Operation<v.GenericSchema, infer Out> ? v.InferOutput<Out> : never

/** Reads; or, before anybody is signed in, does what a secret allows once. */
export function query<I extends v.GenericSchema, O extends v.GenericSchema>(of: Omit<Operation<I, O>, 'isChange'>) {
  return { ...of, errors: always(of), isChange: false } satisfies Operation<I, O>
}

/** Changes something; its input must have a `requestId`. */
export function change<I extends v.GenericSchema<unknown, { requestId: string }>, O extends v.GenericSchema>(
  of: Omit<Operation<I, O>, 'isChange'>,
) {
  return { ...of, errors: always(of), isChange: true } satisfies Operation<I, O>
}

function always({ by, errors }: Pick<Operation, 'by' | 'errors'>): readonly ErrorCode[] {
  const signedIn: ErrorCode[] = by === 'anyone' ? [] : by === 'person' ? ['SIGN_IN'] : ['SIGN_IN', 'FORBIDDEN']
  // NOT_FOUND: a congress that is not there has no operation at all.
  return [...new Set<ErrorCode>(['BAD_INPUT', 'NOT_FOUND', ...signedIn, ...errors, 'UNAVAILABLE'])]
}
