import { IMPORT_BYTES_MAX, IMPORT_ROWS_MAX, WHOLE_FILE, type BadCell, type Datum, type OfficeImportKind } from '../../domain/import'
import type { ActorScope, Change, Handler } from '../operation'
import { refuse } from '../refusal'
import { importTable } from './index'
import type { Counts } from './merge'
import { readTable, UnreadableFile } from './table'

interface Brought {
  kind: OfficeImportKind
  datum: Datum
  base64: string
}

const SHOWN = 100
const VALUE_SHOWN = 60
const CHECKED = Symbol('checked')

/** To be called within a transaction; writes nothing where a cell is bad. */
async function bring(
  { db, congress }: Pick<ActorScope, 'db' | 'congress'>,
  { kind, datum, base64 }: Brought,
  bad: BadCell[],
): Promise<Counts> {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > IMPORT_BYTES_MAX) refuse('BAD_INPUT', [{ path: 'base64', rule: 'too_large' }])
  try {
    const table = await readTable(bytes)
    if (table.kind === 'rows' && table.rows.length > IMPORT_ROWS_MAX)
      bad.push({ row: WHOLE_FILE, column: '', value: '', rule: 'many_rows', number: IMPORT_ROWS_MAX })
    else return await importTable(db, congress.id, table, { kind, datum, progress: () => {} }, bad)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    bad.push(error.cell)
  }
  return { added: 0, changed: 0, unchanged: 0 }
}

/** 检查要导入的表格: does it all, and takes it back. */
export const checkImport: Handler<'import.check'> = async ({ db, congress }, brought) => {
  const bad: BadCell[] = []
  let counts: Counts = { added: 0, changed: 0, unchanged: 0 }
  await db
    .transaction()
    .execute(async (trial) => {
      counts = await bring({ db: trial, congress }, brought, bad)
      throw CHECKED
    })
    .catch((error: unknown) => {
      if (error !== CHECKED) throw error
    })
  const shown = bad.slice(0, SHOWN).map((cell) => ({ ...cell, value: cell.value.slice(0, VALUE_SHOWN) }))
  return { ...counts, badCount: bad.length, bad: shown }
}

/** 导入表格 */
export const runImport: Change<'import.run', Counts> = {
  async run(scope, brought) {
    const bad: BadCell[] = []
    const { added, changed, unchanged } = await bring(scope, brought, bad)
    if (bad.length > 0) refuse('CONFLICT', [{ path: 'base64', rule: 'bad_cells' }])
    return { added, changed, unchanged }
  },
  answer: async (_, counts) => counts,
}
