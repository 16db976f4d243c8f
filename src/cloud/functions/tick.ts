import { tick, type Ticked } from '../tick'
import { openedContext } from './opened'

/** WeChat's timer calls this every minute. */
export async function main(): Promise<Ticked> {
  return tick(await openedContext())
}
