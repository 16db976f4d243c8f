import { isCallId } from '../database/call-mark'
import { handle, type Reply } from '../main'
import { openedContext } from './opened'

interface ApiEvent {
  operation?: unknown
  input?: unknown
  congress?: unknown
  /** Made by the phone. */
  call?: unknown
}

/** WeChat calls this. Who calls is the OPENID of WeChat's own context and nothing that the event says. */
export async function main(event: ApiEvent, functionContext: { requestId?: string; request_id?: string }): Promise<Reply> {
  const opened = openedContext()
  const { default: cloud } = await import('wx-server-sdk')
  const { OPENID } = cloud.getWXContext()
  const context = await opened
  const reply = await handle(
    {
      operation: typeof event.operation === 'string' ? event.operation : '',
      input: event.input,
      ...(typeof event.congress === 'string' && { congress: event.congress }),
      ...(OPENID && { openid: OPENID }),
      callId: isCallId(event.call) ? event.call : (functionContext.requestId ?? functionContext.request_id ?? 'unknown'),
    },
    context,
  )
  // An instance may be frozen as soon as it has answered.
  await context.watch.flush()
  return reply
}
