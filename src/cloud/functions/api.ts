import { handle, type Reply } from '../main'
import { openedContext } from './opened'

interface ApiEvent {
  operation?: unknown
  input?: unknown
  congress?: unknown
}

/** WeChat calls this. Who calls is the OPENID of WeChat's own context and nothing that the event says. */
export async function main(event: ApiEvent, functionContext: { requestId?: string; request_id?: string }): Promise<Reply> {
  const opened = openedContext()
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
