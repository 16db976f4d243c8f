import * as v from 'valibot'
import { datums, IMPORT_BYTES_MAX, importRules, officeImportKinds } from '../domain/import'
import { requestId } from './field'
import { change, query } from './operation'

const kind = v.picklist(officeImportKinds, 'choice')
/** Of the coordinates of stations; the other files have none. */
const datum = v.picklist(datums, 'choice')
const base64 = v.pipe(
  v.string('text'),
  v.minLength(1, 'required'),
  v.maxLength(Math.ceil(IMPORT_BYTES_MAX / 3) * 4, 'too_large'),
  v.base64('file'),
)
/** Rows. */
const counts = v.object({ added: v.number(), changed: v.number(), unchanged: v.number() })

/** 检查要导入的表格 */
export const checkImport = query({
  summary: 'What a table (base64 CSV or XLSX) of deputies, stations or rosters would change, or its bad cells; writes nothing',
  by: 'office',
  input: v.strictObject({ kind, datum, base64 }),
  output: v.object({
    ...counts.entries,
    /** Of all bad cells, of which 100 are given. */
    badCount: v.number(),
    bad: v.array(
      v.object({
        /** As the table shows it: the header is 1, the file as a whole 0. */
        row: v.number(),
        column: v.string(),
        value: v.string(),
        rule: v.picklist(importRules),
        number: v.nullable(v.number()),
      }),
    ),
  }),
  errors: [],
})

/** 导入表格 */
export const runImport = change({
  summary: 'Brings a table in: adds and changes, never removes; all of it or nothing. The same file again changes nothing',
  by: 'office',
  input: v.strictObject({ requestId, kind, datum, base64 }),
  output: counts,
  /** CONFLICT `base64: bad_cells`: `import.check` says which. */
  errors: ['CONFLICT'],
})
