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

/** Where a call came from: shown to the person whose session it would become. */
export interface Origin {
  address: string | null
  /** Browser and system. */
  device: string | null
}

/** Tried once a change is committed, outside of its transaction. It may fail: whatever must happen stands in the database. */
export type AfterCommit = (scope: ActorScope) => Promise<void>

/** A call that anyone may make: which congress, and who, if they are signed in. */
export interface Scope extends Context {
  congress: Congress
  actor: Actor | null
  /** Null where nobody is signed in, and in WeChat cloud. */
  sessionId: string | null
  from: Origin
}

export interface ActorScope extends Scope {
  actor: Actor
}

/** A change: everything through `db` is one transaction, and all of it happens at `at`. */
export interface ChangeScope extends ActorScope {
  db: Transaction<Database>
  at: Date
  after(job: AfterCommit): void
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
  /** Refuses by one look what most of a crowd will be refused for, before anything is begun; not a request that was taken already. */
  refuseEarly?(scope: ActorScope, input: Request<N>): Promise<void>
  answer(scope: ActorScope, outcome: Outcome): Promise<Output<N>>
}

export type Handler<N extends OperationName> = Operations[N]['isChange'] extends true ? Change<N, unknown> : Query<N>
export type Handlers = { [N in OperationName]: Handler<N> }
