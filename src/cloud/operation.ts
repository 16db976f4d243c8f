import type { Transaction } from 'kysely'
import type { OperationName, Operations, Output, Request } from '../contract'
import type { Actor } from '../domain/actor'
import type { Context } from './context'
import type { Database, Settings } from './database/schema'

export interface Congress {
  id: string
  code: string
  name: string
  divisionCode: string | null
  settings: Settings
}

/** A call that anyone may make: which congress, and who, if they are signed in. */
export interface Scope extends Context {
  congress: Congress
  actor: Actor | null
  /** Of the session that this call was made in; null in WeChat, which needs none. */
  tokenHash: Buffer | null
}

export interface ActorScope extends Scope {
  actor: Actor
}

/** A change: everything through `db` is one transaction, and all of it happens at `at`. */
export interface ChangeScope extends ActorScope {
  db: Transaction<Database>
  at: Date
}

type ScopeOf<N extends OperationName> = Operations[N]['by'] extends 'anyone' ? Scope : ActorScope
type Query<N extends OperationName> = (scope: ScopeOf<N>, input: Request<N>) => Promise<Output<N>>

/**
 * A change in two halves, so that a repeated request answers the same without holding what it said: `run`
 * changes and returns ids, `answer` makes the output from those ids, the first time and every time after.
 */
export interface Change<N extends OperationName, Outcome = { id: string }> {
  // Methods, since the map of handlers holds changes whatever their outcome is.
  run(scope: ChangeScope, input: Request<N>): Promise<Outcome>
  answer(scope: ActorScope, outcome: Outcome): Promise<Output<N>>
}

export type Handler<N extends OperationName> = Operations[N]['isChange'] extends true ? Change<N, unknown> : Query<N>
export type Handlers = { [N in OperationName]: Handler<N> }
