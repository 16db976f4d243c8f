import * as v from 'valibot'

/** Control characters other than tab and newline, halves of a surrogate pair, and invisible direction marks that make text read other than it is. */
const unfit = new RegExp(
  [
    '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]',
    '[\\u202a-\\u202e\\u2066-\\u2069]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?:^|[^\\ud800-\\udbff])[\\udc00-\\udfff]',
  ].join('|'),
)

/** Trimmed text that PostgreSQL can hold and that reads as it is written; lengths in characters (UTF-16 units). */
export const text = (min: number, max: number) =>
  v.pipe(
    v.string('text'),
    v.minLength(min, min === 1 ? 'required' : 'too_short'),
    v.maxLength(max, 'too_long'),
    v.check((value) => !unfit.test(value), 'characters'),
    v.transform((value: string) => value.replace(/\r\n?/g, '\n').trim()),
    v.string(),
    v.minLength(min, min === 1 ? 'required' : 'too_short'),
  )

export const id = v.pipe(v.string('id'), v.uuid('id'))
/** A code that the congress gave: a constituency's, a topic's, a station's. */
export const code = text(1, 64)
export const requestId = id
export const instant = v.pipe(
  v.string('instant'),
  v.isoTimestamp('instant'),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'instant'),
)
/** A date in Asia/Shanghai; 30 February has the right form and is none. */
export const day = v.pipe(
  v.string('day'),
  v.isoDate('day'),
  v.check((value) => new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) ?? false, 'day'),
)
/** Minutes since midnight, Asia/Shanghai. */
export const minute = v.pipe(v.number('number'), v.integer('number'), v.minValue(0, 'range'), v.maxValue(1440, 'range'))

/** Degrees, datum GCJ-02. */
export const point = v.strictObject({
  lon: v.pipe(v.number('number'), v.minValue(-180, 'range'), v.maxValue(180, 'range')),
  lat: v.pipe(v.number('number'), v.minValue(-85, 'range'), v.maxValue(85, 'range')),
})

export const due = v.object({
  on: day,
  /** Negative once overdue. */
  workdaysLeft: v.number(),
  /** The deadline lies past the published working-day calendar and may move. */
  isProvisional: v.boolean(),
})

export const pageSize = v.optional(v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'range'), v.maxValue(100, 'range')), 20)
/** Opaque: pass back what the last page gave. */
export const cursor = v.optional(v.pipe(v.string('cursor'), v.maxLength(200, 'cursor')))

export const photo = v.object({
  id,
  /** Short-lived; relative to the host where the host serves it. */
  url: v.string(),
})

export const photoIds = v.optional(v.pipe(v.array(id, 'list'), v.maxLength(9, 'too_many')), [])

export const recording = v.object({
  id,
  /** Short-lived; relative to the host where the host serves it. */
  url: v.string(),
  seconds: v.number(),
})

/** A recording instead of writing, or beside it. */
export const recordingId = v.optional(v.nullable(id), null)

/** What others do not see yet, or not at all, and why; null where they see it. Sent to its author, the desk and the office. */
export const held = v.nullable(
  v.object({ state: v.picklist(['checking', 'kept_back', 'in_review', 'returned']), reason: v.nullable(v.string()) }),
)
