import { tmpdir } from 'node:os'
import type { Context as AppContext } from '../context'
import { openContext } from '../context'
import { handle, type Reply } from '../main'

interface ApiEvent {
  operation?: unknown
  input?: unknown
  congress?: unknown
}

let opening: Promise<AppContext> | undefined

/** One instance handles one event at a time, so two connections are enough. */
function context(): Promise<AppContext> {
  const databaseUrl = process.env.DATABASE_URL
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: this function needs a PostgreSQL database')
  opening ??= openContext({ databaseUrl, dataDir: process.env.FILES_DIR ?? tmpdir(), connections: 2 })
  // A failed start is not remembered, so that the next call tries again.
  opening.catch(() => (opening = undefined))
  return opening
}

/** WeChat calls this. Who calls is the OPENID of WeChat's own context and nothing that the event says. */
export async function main(event: ApiEvent, functionContext: { requestId?: string; request_id?: string }): Promise<Reply> {
  const { default: cloud } = await import('wx-server-sdk')
  const { OPENID } = cloud.getWXContext()
  return handle(
    {
      operation: typeof event.operation === 'string' ? event.operation : '',
      input: event.input,
      ...(typeof event.congress === 'string' && { congress: event.congress }),
      ...(OPENID && { openid: OPENID }),
      callId: functionContext.requestId ?? functionContext.request_id ?? 'unknown',
    },
    await context(),
  )
}
