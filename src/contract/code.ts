import * as v from 'valibot'
import { id } from './field'
import { query } from './operation'

/** 代表码 / 站点码: what a scanned or typed short code stands for. */
export const openCode = query({
  summary: 'What a short code stands for: a deputy or a station',
  by: 'anyone',
  input: v.strictObject({ code: v.pipe(v.string('text'), v.trim(), v.toUpperCase(), v.regex(/^[2-9A-HJ-NP-Z]{6}$/, 'short_code')) }),
  output: v.object({ kind: v.picklist(['deputy', 'station']), id, name: v.string() }),
  errors: ['NOT_FOUND'],
})
