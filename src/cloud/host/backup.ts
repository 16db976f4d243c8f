import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { dump } from '../database/backup/dump'
import { dropOld } from '../database/backup/keep'
import { withServer } from './database'

const usage = `npm run db:backup -- FOLDER [--keep-days 14] [--keep-weeks 8]
  Writes a backup of the database (DATABASE_URL, or the embedded one) and of the photos in DATA_DIR into FOLDER, reads it again,
  notes it in the database, and removes backups older than the last 14 days and 8 weeks. A host may run meanwhile.
  The keys are not in it: keep CONTACT_KEY apart from it. Photos in WeChat's cloud storage (FILES_CLOUD) are not in it.`

const say = (line: string) => process.stdout.write(`${line}\n`)
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

async function main(): Promise<void> {
  const options = { 'keep-days': { type: 'string', default: '14' }, 'keep-weeks': { type: 'string', default: '8' } } as const
  const { values, positionals } = parseArgs({ allowPositionals: true, options })
  const [days, weeks] = [Number(values['keep-days']), Number(values['keep-weeks'])]
  if (positionals.length !== 1 || !(days >= 1) || !(weeks >= 0)) throw new Error(usage)
  const into = path.resolve(process.env.INIT_CWD ?? '.', positionals[0]!)
  const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
  await mkdir(into, { recursive: true, mode: 0o700 })
  const now = () => new Date()
  const name = now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  const files = path.join(dataDir, 'files')
  const filesFrom = process.env.FILES_CLOUD ? null : files
  if (filesFrom && !existsSync(filesFrom)) say(`There are no photos in ${filesFrom}`)
  const { folder, rows, bytes, files: count } = await withServer((url) => dump({ url, into, name, filesFrom, now, say }))
  say(`${folder}: ${rows} rows and ${count} photos and recordings, ${mb(bytes)}, read again and found whole`)
  if (filesFrom === null) say('Photos are in cloud storage and not in this backup')
  for (const gone of await dropOld(into, now(), { days, weeks })) say(`${gone} removed: its time is over`)
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
