import { tick, type Ticked } from '../tick'
import { openedContext, refuseClients } from './opened'

/** One statement over a large congress may take long; the function has 60 s. */
const PATIENCE_MS = 50_000

/** The timer calls this every minute. */
export async function main(): Promise<Ticked> {
  const opened = openedContext(PATIENCE_MS)
  await refuseClients()
  return tick(await opened)
}
