import type { AddressInfo } from 'node:net'
import { openContext } from '../../src/cloud/context'
import { serveHttp } from '../../src/cloud/host/http'

/** A host as `npm start` opens it, in a process of its own: serves the operations on a free port and says which. Ends with its parent. */
async function main(): Promise<void> {
  const { BENCH_DATABASE_URL: databaseUrl, BENCH_FOLDER: dataDir } = process.env
  if (!databaseUrl || !dataDir) throw new Error('Started by tests/bench/run.ts alone')
  const context = await openContext({ databaseUrl, dataDir })
  const server = serveHttp(context, { pages: 'tests/bench', isBehindProxy: true })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
  process.stdin.on('end', () => process.exit()).resume()
}

void main()
