import * as v from 'valibot'
import { holidayChoices, ROTA_DAYS_MAX } from '../domain/rota'
import { day, id, minute, requestId } from './field'
import { change, query } from './operation'
import { receptionView } from './reception'

const named = v.object({ id, name: v.string() })
const weekday = v.pipe(v.number('number'), v.integer('number'), v.minValue(0, 'range'), v.maxValue(6, 'range'))
const count = (min: number, max: number) =>
  v.pipe(v.number('number'), v.integer('number'), v.minValue(min, 'range'), v.maxValue(max, 'range'))

/** Which days: weekdays of every week, the nth weekday of a month (-1 is the last), or days by hand. Weekdays are 0 (Sunday) to 6. */
const rule = v.variant(
  'kind',
  [
    v.strictObject({
      kind: v.literal('weekly'),
      weekdays: v.pipe(v.array(weekday, 'list'), v.minLength(1, 'required'), v.maxLength(7, 'too_many')),
    }),
    v.strictObject({ kind: v.literal('monthly'), weekday, nth: v.picklist([1, 2, 3, 4, -1], 'choice') }),
    v.strictObject({
      kind: v.literal('by_hand'),
      days: v.pipe(v.array(day, 'list'), v.minLength(1, 'required'), v.maxLength(ROTA_DAYS_MAX, 'too_many')),
    }),
  ],
  'choice',
)

const rotaView = v.object({
  id,
  stationId: id,
  /** They take turns, in this order. */
  deputies: v.array(named),
  rule,
  onHoliday: v.picklist(holidayChoices),
  from: minute,
  to: minute,
  slotMinutes: v.number(),
  capacity: v.number(),
  since: day,
  until: v.nullable(day),
})

/** 排班 */
export const saveRota = change({
  summary:
    "Makes or changes a rota of the caller's station; its coming days become planned receptions that the deputies then confirm. Days already confirmed stay until they are moved or closed",
  by: 'person',
  input: v.strictObject({
    requestId,
    /** Null for a new one. */
    id: v.nullable(id),
    stationId: id,
    deputyIds: v.pipe(v.array(id, 'list'), v.minLength(1, 'required'), v.maxLength(50, 'too_many')),
    rule,
    /** A public holiday is left out, moved to the next working day, or made up for on the nearest make-up day. */
    onHoliday: v.picklist(holidayChoices, 'choice'),
    from: minute,
    to: minute,
    slotMinutes: count(5, 240),
    /** Places in each slot. */
    capacity: count(1, 50),
    since: day,
    until: v.optional(v.nullable(day), null),
  }),
  output: v.object({
    ...rotaView.entries,
    /** Planned days that were added, and planned ones that the rota no longer has. */
    added: v.number(),
    removed: v.number(),
    /** Confirmed days of this rota that it no longer has: somebody decides whether to move or close them. */
    kept: v.number(),
  }),
  /** NOT_FOUND: a station that is not the caller's, or a rota or deputy that is not the station's. */
  errors: ['NOT_FOUND'],
})

/** 排班表 */
export const openRota = query({
  summary:
    "A station's rotas, its coming receptions with who confirmed, and those of the last days at which a visitor is neither received nor missed, for its desk and the office",
  by: 'person',
  input: v.strictObject({ stationId: id }),
  output: v.object({
    rotas: v.array(rotaView),
    receptions: v.array(receptionView),
    unfinished: v.array(receptionView),
    deputies: v.array(named),
  }),
  errors: ['NOT_FOUND'],
})
