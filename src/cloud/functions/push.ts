import { takePush } from '../push'
import { readPush } from '../wechat/push'
import { openedContext } from './opened'

/** WeChat calls this with what it tells of its own accord; only WeChat can. An answer other than `success` makes it tell again. */
export async function main(event: unknown): Promise<'success'> {
  const context = await openedContext()
  const push = readPush(event)
  if (push) await takePush(context, push)
  return 'success'
}
