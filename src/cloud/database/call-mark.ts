import { AsyncLocalStorage } from 'node:async_hooks'
import type { Dialect } from 'kysely'
import { isKept } from './kept-plan'

const CALL_ID = /^[\w-]{1,64}$/
const marks = new AsyncLocalStorage<string>()

/** An id that may stand in a log and in SQL, whoever made it. */
export const isCallId = (id: unknown): id is string => typeof id === 'string' && CALL_ID.test(id)

/**
 * Every statement of the work but those whose plan is kept says for what it runs, in a comment at its beginning: a
 * connection pooler in transaction mode keeps no setting of a session, pg_stat_activity cuts the end off, and
 * pg_stat_statements takes no notice of it.
 */
export function marked<T>(operation: string, callId: string | null, work: () => T): T {
  return marks.run(isCallId(callId) ? `/*${operation} ${callId}*/ ` : `/*${operation}*/ `, work)
}

/** A dialect whose statements carry the mark of the work that they belong to. */
export function markedDialect(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => {
      const compiler = dialect.createQueryCompiler()
      return {
        compileQuery(node, queryId) {
          const compiled = compiler.compileQuery(node, queryId)
          const mark = marks.getStore()
          return mark && !isKept(compiled.sql) ? { ...compiled, sql: mark + compiled.sql } : compiled
        },
      }
    },
  }
}
