import path from 'node:path'
import { openContext, type Context } from '../context'
import { openEmbedded } from '../database/embedded'
import { migrate } from '../database/migrate'

/** The address of a command's database: DATABASE_URL's, or the embedded one, which goes on running where a host uses it too. */
export async function withServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL)
  const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
  const embedded = await openEmbedded(dataDir, (line) => process.stderr.write(`${line}\n`))
  return work(embedded.url).finally(() => embedded.stop())
}

/** Opens the database of a command. */
export async function withDatabase<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
  return withServer(async (databaseUrl) => {
    const context = await openContext({ databaseUrl, dataDir, connections: 2 })
    try {
      await migrate(context.db)
      return await work(context)
    } finally {
      await context.close()
    }
  })
}
