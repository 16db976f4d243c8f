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

/** 海报上的码 */
export const drawCode = query({
  summary: "The short code of the caller's own station or deputy, as WeChat draws it and as an address, for a poster",
  by: 'person',
  /** A station or a deputy. */
  input: v.strictObject({ id }),
  output: v.object({
    code: v.string(),
    /** A data URL; null where WeChat drew none. */
    image: v.nullable(v.string()),
    /** What a QR code says instead: without a known address of the host, its path alone. */
    text: v.string(),
  }),
  errors: ['NOT_FOUND'],
})
