import * as v from 'valibot'
import { figurePeriods } from '../domain/figures'
import { auditDimensions } from '../domain/figures-audit'
import { day, instant } from './field'
import { query } from './operation'

const ratio = v.object({ numerator: v.number(), denominator: v.number() })
/** It is one to four, or one could work out from it what is. */
const hidden = v.literal('hidden')
const shown = v.union([v.number(), hidden])
/** Null where the denominator is 0. */
const shownRatio = v.nullable(v.union([ratio, hidden]))
const days = v.object({ median: v.nullable(v.number()), p90: v.nullable(v.number()) })
const named = { code: v.nullable(v.string()), name: v.nullable(v.string()) }
const shownGroup = v.object({ ...named, received: shown, inTime: shownRatio, settled: shownRatio })

const input = v.strictObject({ period: v.optional(v.picklist(figurePeriods, 'one_of'), 'last_12_months') })
const when = {
  congress: v.string(),
  period: v.picklist(figurePeriods),
  /** The days of receipt, Asia/Shanghai; null before the first computation. */
  span: v.nullable(v.object({ from: day, until: day })),
  computedAt: v.nullable(instant),
  answerWithinWorkdays: v.number(),
}

/** 办得怎么样 */
export const openFigures = query({
  summary: 'How it went: the figures of a congress for everybody; small numbers are hidden, persons are not in it',
  by: 'anyone',
  input,
  output: v.object({
    ...when,
    figures: v.nullable(
      v.object({
        received: shown,
        inTime: shownRatio,
        settled: shownRatio,
        answered: shown,
        words: v.object({ settled: shown, partly: shown, notSettled: shown, silent: shown, waiting: shown }),
        withdrawn: shownRatio,
        reopened: shownRatio,
        days,
        workdays: days,
        topics: v.array(shownGroup),
        constituencies: v.array(shownGroup),
      }),
    ),
  }),
  errors: ['NOT_FOUND'],
})

const range = v.nullable(v.object({ low: v.number(), high: v.number() }))
const against = { isLower: v.boolean(), q: v.number() }
const delay = v.object({ median: v.nullable(v.number()), answers: v.number() })
const load = v.object({ cases: v.number(), deputies: v.number() })
const note = v.variant('measure', [
  v.object({ measure: v.picklist(['inTime', 'settled']), own: ratio, others: ratio, ...against }),
  v.object({ measure: v.literal('delay'), own: delay, others: delay, ...against }),
  v.object({ measure: v.literal('load'), own: load, others: load, ...against }),
])

/** 派单审视 */
export const auditFigures = query({
  summary:
    'Routing audit: load, delay and settled share by constituency, topic, way of entry and of routing, with notes where a difference is larger than chance',
  by: 'office',
  input,
  output: v.object({
    ...when,
    audit: v.nullable(
      v.object({
        received: v.number(),
        inTime: v.nullable(ratio),
        settled: v.nullable(ratio),
        median: v.nullable(v.number()),
        p90: v.nullable(v.number()),
        compared: v.number(),
        dimensions: v.array(
          v.object({
            dimension: v.picklist(auditDimensions),
            groups: v.array(
              v.object({
                ...named,
                received: v.number(),
                deputies: v.nullable(v.number()),
                inTime: v.nullable(ratio),
                inTimeRange: range,
                settled: v.nullable(ratio),
                settledRange: range,
                median: v.nullable(v.number()),
                p90: v.nullable(v.number()),
                notes: v.array(note),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
  errors: [],
})
