import { distribute } from '../database/distribute'
import { openDatabase } from '../database/open'

/** npm run db:distribute: spreads the tables over the machines of a Citus cluster, by congress (docs/scale.md). */
async function main(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  if (!process.env.DATABASE_URL) throw new Error('db:distribute needs DATABASE_URL: the PostgreSQL in .data/ is one machine')
  const db = openDatabase(process.env.DATABASE_URL, 1, () => {})
  const { reference, distributed, keys } = await distribute(db, say).finally(() => db.destroy())
  if (reference.length + distributed.length + keys === 0) say('Everything is spread already.')
  else say(`${distributed.length} tables by congress, ${reference.length} on every machine, ${keys} foreign keys put back`)
}

// Node ends with 0 where nothing is left to wait for, even if the work has not come to its end.
process.exitCode = 1
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
