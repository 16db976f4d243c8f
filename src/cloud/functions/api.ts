import type { Context as AppContext } from '../context'
import { openContext } from '../context'
import { handle, type Reply } from '../main'

interface ApiEvent {
  operation?: unknown
  input?: unknown
  congress?: unknown
}

let opening: Promise<AppContext> | undefined

/** Keys that a function made for itself would be gone with its instance, and with them every name and phone that they sealed. */
const needed = ['DATABASE_URL', 'CONTACT_KEY', 'FILES_KEY', 'FILES_DIR'] as const

/** One instance handles one event at a time, so two connections are enough. */
function context(): Promise<AppContext> {
  const missing = needed.filter((name) => !process.env[name])
  if (missing.length > 0) throw new Error(`This function needs ${missing.join(', ')} in its environment (see README, Deploying)`)
  opening ??= openContext({ databaseUrl: process.env.DATABASE_URL!, dataDir: process.env.FILES_DIR!, connections: 2 })
  // A failed start is not remembered, so that the next call tries again.
  opening.catch(() => (opening = undefined))
  return opening
}

/** WeChat calls this. Who calls is the OPENID of WeChat's own context and nothing that the event says. */
export async function main(event: ApiEvent, functionContext: { requestId?: string; request_id?: string }): Promise<Reply> {
  const opened = context()
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
    await opened,
  )
}
