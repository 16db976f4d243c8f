import path from 'node:path'
import { openContext, type Context } from '../context'
import { openEmbedded } from '../database/embedded'
import { migrate } from '../database/migrate'

/** Opens the database of a command: DATABASE_URL's, or the embedded one, which goes on running where a host uses it too. */
export async function withDatabase<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
  const embedded = process.env.DATABASE_URL ? null : await openEmbedded(dataDir, (line) => process.stderr.write(`${line}\n`))
  const context = await openContext({ databaseUrl: process.env.DATABASE_URL || embedded!.url, dataDir, connections: 2 })
  try {
    await migrate(context.db)
    return await work(context)
  } finally {
    await context.close()
    await embedded?.stop()
  }
}
