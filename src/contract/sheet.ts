import * as v from 'valibot'
import { sheetKinds } from '../domain/sheet'
import { day, id } from './field'
import { query } from './operation'

/** 导出表格 */
export const takeSheet = query({
  summary:
    "A table as an Excel workbook in base64: of one station for its desk, or of the whole congress for the office; no resident's name, phone or words are in it",
  by: 'person',
  input: v.strictObject({
    kind: v.picklist(sheetKinds, 'choice'),
    /** Null: the whole congress. */
    stationId: v.nullable(id),
    /** Both included; what has no day of its own (a roster, figures) is given as it is now. */
    from: day,
    until: day,
  }),
  output: v.object({ base64: v.string(), fileName: v.string() }),
  /** NOT_FOUND: a station that is not the caller's, or the whole congress for who is not of the office. TOO_LARGE: more rows than fit; a shorter time has fewer. */
  errors: ['NOT_FOUND', 'TOO_LARGE'],
})
