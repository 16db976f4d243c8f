import { takePush } from '../push'
import { readPush } from '../wechat/push'
import { openedContext, refuseClients } from './opened'

/** WeChat calls this with what it tells of its own accord. An answer other than `success` makes it tell again. */
export async function main(event: unknown): Promise<'success'> {
  const opened = openedContext()
  await refuseClients()
  const push = readPush(event)
  if (push) await takePush(await opened, push)
  return 'success'
}
