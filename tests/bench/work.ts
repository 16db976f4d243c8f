import type { Input, OperationName, Output } from '../../src/contract'
import type { Reply } from '../../src/cloud/main'
import type { Limit } from './limit'
import type { Round } from './measure'
import type { Sent } from './replay'
import type { Town } from './town'

/** Calls an operation: in this process, or over HTTP. */
export type Caller = (of: { operation: string; input: unknown; token?: string; congress?: string }) => Promise<Reply>

/** One thing that people do, on a town that is filled. Each call of it looks whether the answer is right, and throws where it is not. */
export interface Work {
  /** Rows among which it is done. */
  size: number
  /** Does it once. */
  once?(caller: Caller): Promise<void>
  /** Or many at a time, where they belong together. */
  round?(caller: Caller, seconds: number): Promise<Round>
  /** Null where no single statement does the same. */
  limit: Limit | null
  isOverHttp?: boolean
  /** Its statements may be sent again as they were by pgbench: what is left of the ratio to them is Node's share. Given a call's, which to send. */
  replayed?(call: Sent[]): Sent[]
  /** What must be true of the database when all is done. */
  check?(): Promise<void>
  /** What else there is to say of it. */
  notes?: string[]
}

export interface WorkKind {
  name: string
  needsConcerns: boolean
  prepare(town: Town): Promise<Work>
}

/** The output of an operation that has to be granted. */
export async function granted<N extends OperationName>(
  caller: Caller,
  operation: N,
  input: Input<N>,
  of: { token?: string; congress?: string },
): Promise<Output<N>> {
  const reply = await caller({ operation, input, ...of })
  if (!reply.ok) throw new Error(`${operation}: ${JSON.stringify(reply.error)}`)
  return reply.output as Output<N>
}

export function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Wrong: ${what}`)
}
