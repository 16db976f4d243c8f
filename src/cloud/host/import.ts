import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { datums, type Datum } from '../../domain/import'
import { CONGRESS_OPTION, importFile, importKinds, type ImportKind } from '../import'
import { withDatabase } from './database'
import { told } from './import-words'
import { progressOf } from './progress'

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
  const progress = progressOf(kind)
  const result = await withDatabase((context) =>
    importFile(context, bytes, { kind, ...(congress && { congress }), datum, isDryRun, progress: progress.show }),
  ).finally(progress.end)
  if (result.isGood) {
    process.stdout.write(
      `${kind}: ${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged${isDryRun ? ' (dry run: nothing was written)' : ''}\n`,
    )
    return 0
  }
  for (const cell of result.bad.slice(0, SHOWN)) process.stderr.write(`${told(cell)}\n`)
  if (result.bad.length > SHOWN) process.stderr.write(`… and ${result.bad.length - SHOWN} more\n`)
  process.stderr.write(`${kind}: nothing was written (faults: ${result.bad.length})\n`)
  return result.bad.some(({ column }) => column === CONGRESS_OPTION) ? BAD_USAGE : BAD_ROWS
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

// Node ends with 0 where nothing is left to wait for, even if the work has not come to its end.
process.exitCode = BAD_ROWS
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(BAD_ROWS)
  },
)
