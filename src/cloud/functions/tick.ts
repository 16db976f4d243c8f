import { tick, type Ticked } from '../tick'
import { openedContext, refuseClients } from './opened'

/** The timer calls this every minute. */
export async function main(): Promise<Ticked> {
  const opened = openedContext()
  await refuseClients()
  return tick(await opened)
}
