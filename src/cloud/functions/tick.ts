import { tick, type Ticked } from '../tick'
import { openedContext } from './opened'

/** The timer calls this every minute. */
export async function main(): Promise<Ticked> {
  return tick(await openedContext())
}
