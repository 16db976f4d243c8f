import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import { datums, type BadCell, type Datum } from '../../domain/import'
import { boxOf } from '../../domain/place'
import { locate, route } from '../../domain/routing'
import { rotaWindow } from '../../domain/station'
import type { Context } from '../context'
import { pointOf, readTable, rowsOf } from '../import/table'
import { routingDeputies } from '../concern/route'
import { withDatabase } from './database'
import { told } from './import-words'

const usage = `npm run -s route -- --congress CODE [--datum ${datums.join('|')}] POINTS.csv
  Prints the file's columns and, for each point: constituency, also (others within 50 m), deputy, reasons.`

/** Routes every point of a table as a concern there without a topic would be, so that an office can check a new map. */
async function routeTable(
  { db, now }: Context,
  congressCode: string,
  bytes: Uint8Array,
  datum: Datum,
  report: (line: string) => void,
): Promise<string> {
  const congress = await db.selectFrom('congresses').where('code', '=', congressCode).select('id').executeTakeFirst()
  if (!congress) throw new Error(`There is no congress ${congressCode}`)
  const table = await readTable(bytes)
  if (table.kind !== 'rows') throw new Error('The points must be a table with columns lon and lat')
  const { rows, has } = rowsOf(table, { lon: ['lng', 'longitude', '经度'], lat: ['latitude', '纬度'] })
  if (!has('lon') || !has('lat')) throw new Error('The points need columns lon and lat')

  const stored = await db
    .selectFrom('constituencies')
    .where('congress_id', '=', congress.id)
    .select(['id', 'code', 'boundary'])
    .orderBy('code')
    .execute()
  const constituencies = stored.map(({ id, boundary }) => ({ id, boundary, box: boxOf(boundary) }))
  const codes = new Map(stored.map(({ id, code }) => [id, code]))
  const deputies = await routingDeputies(db, congress.id, rotaWindow(now()), { constituencyIds: [...codes.keys()], chosenId: null })
  const names = new Map(
    (await db.selectFrom('deputies').where('congress_id', '=', congress.id).select(['id', 'name']).execute()).map(({ id, name }) => [
      id,
      name,
    ]),
  )
  const routed = rows.map((row) => {
    const cells = table.header.map((_, column) => table.rows[row.row - 2]![column] ?? '')
    const bad: BadCell[] = []
    const place = pointOf(row, datum, bad)
    if (!place) {
      report(bad.map(told).join('; '))
      return [...cells, '', '', '', 'bad_point']
    }
    const { inside } = locate(place, constituencies)
    const { also, deputyId, reasons } = route({
      chosenDeputyId: null,
      place,
      chosenConstituencyId: null,
      topics: [],
      constituencies,
      deputies,
    })
    return [
      ...cells,
      inside ? codes.get(inside)! : '',
      also.map((id) => codes.get(id)).join(';'),
      deputyId ? (names.get(deputyId) ?? '') : '',
      reasons.map(({ kind }) => kind).join(';'),
    ]
  })
  return stringify([[...table.header, 'constituency', 'also', 'deputy', 'reasons'], ...routed])
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { congress: { type: 'string' }, datum: { type: 'string', default: 'gcj02' } },
  })
  const datum = datums.find((each) => each === values.datum)
  const [file] = positionals
  const { congress } = values
  if (!congress || !file || !datum) throw new Error(usage)
  const bytes = await readFile(path.resolve(process.env.INIT_CWD ?? '.', file))
  const csv = await withDatabase((context) => routeTable(context, congress, bytes, datum, (line) => process.stderr.write(`${line}\n`)))
  process.stdout.write(csv)
}

// Node ends with 0 where nothing is left to wait for, even if the work has not come to its end.
process.exitCode = 1
main().then(
  () => {
    process.exitCode = 0
  },
  (error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`),
)
