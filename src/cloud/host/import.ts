import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { importFile, importKinds, type ImportKind } from '../import'
import { datums, type Datum } from '../import/datum'
import { withDatabase } from './database'

const usage = `npm run import -- <${importKinds.join('|')}> [--congress CODE] [--datum ${datums.join('|')}] [--dry-run] FILE
  CSV, XLSX or GeoJSON; columns by their Chinese or English header; --datum is that of the file (default gcj02).`

const BAD_ROWS = 1
const BAD_USAGE = 2
/** More bad cells than this say the same thing again. */
const SHOWN = 50

async function main(): Promise<number> {
  const parsed = parse()
  if (!parsed) {
    process.stderr.write(`${usage}\n`)
    return BAD_USAGE
  }
  const { kind, file, congress, datum, isDryRun } = parsed
  const bytes = await readFile(path.resolve(process.env.INIT_CWD ?? '.', file)).catch(() => null)
  if (!bytes) {
    process.stderr.write(`There is no file ${file}\n`)
    return BAD_USAGE
  }
  const bar = new SingleBar({ format: `${kind} {bar} {value}/{total}`, clearOnComplete: true, stream: process.stderr, noTTYOutput: false })
  let isShown = false
  const result = await withDatabase((context) =>
    importFile(context, bytes, {
      kind,
      ...(congress && { congress }),
      datum,
      isDryRun,
      progress: (done, total) => {
        if (isShown) bar.update(done)
        else bar.start(total, done)
        isShown = true
      },
    }),
  ).finally(() => isShown && bar.stop())
  if (result.isGood) {
    process.stdout.write(
      `${kind}: ${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged${isDryRun ? ' (dry run: nothing was written)' : ''}\n`,
    )
    return 0
  }
  for (const { row, column, value, reason } of result.bad.slice(0, SHOWN)) {
    const cell = column ? `, ${column}${value ? ` “${value.slice(0, 60)}”` : ''}` : ''
    process.stderr.write(`row ${row}${cell}: ${reason}\n`)
  }
  if (result.bad.length > SHOWN) process.stderr.write(`… and ${result.bad.length - SHOWN} more\n`)
  process.stderr.write(`${kind}: nothing was written, ${result.bad.length} cells are bad\n`)
  return BAD_ROWS
}

function parse(): { kind: ImportKind; file: string; congress?: string; datum: Datum; isDryRun: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        congress: { type: 'string' },
        datum: { type: 'string', default: 'gcj02' },
        'dry-run': { type: 'boolean', default: false },
      },
    })
    const kind = importKinds.find((each) => each === positionals[0])
    const datum = datums.find((each) => each === values.datum)
    const file = positionals[1]
    if (!kind || !datum || !file || positionals.length > 2) return null
    return { kind, file, datum, isDryRun: values['dry-run'], ...(values.congress && { congress: values.congress }) }
  } catch {
    return null
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(BAD_ROWS)
  },
)
