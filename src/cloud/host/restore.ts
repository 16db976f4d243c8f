import path from 'node:path'
import { parseArgs } from 'node:util'
import { load } from '../database/backup/load'
import { withServer } from './database'

const usage = `npm run db:restore -- FOLDER/NAME
  Puts a backup into the database of DATABASE_URL (or the embedded one of DATA_DIR), which must be empty, and its photos into DATA_DIR.
  Everything is compared with what was backed up; where anything differs nothing is kept. Names and phones need the CONTACT_KEY of then.`

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} })
  if (positionals.length !== 1) throw new Error(usage)
  const folder = path.resolve(process.env.INIT_CWD ?? '.', positionals[0]!)
  const filesTo = process.env.FILES_CLOUD ? null : path.join(path.resolve(process.env.DATA_DIR ?? '.data'), 'files')
  const { rows, files } = await withServer((url) => load({ url, folder, filesTo, say }))
  say(`restored: ${rows} rows and ${files} photos and recordings, all the same as in the backup`)
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
