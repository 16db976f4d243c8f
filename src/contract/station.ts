import * as v from 'valibot'
import { PERIODS_MAX, stationKinds } from '../domain/station'
import { deputyCard } from './deputy'
import { code, day, id, instant, minute, photo, point, requestId, text } from './field'
import { change, query } from './operation'

const reception = v.object({ on: day, from: minute, to: minute, deputies: v.array(v.object({ id, name: v.string() })) })

export const stationItem = v.object({
  id,
  kind: v.picklist(stationKinds),
  name: v.string(),
  address: v.string(),
  /** GCJ-02. */
  at: v.object({ lon: v.number(), lat: v.number() }),
  /** Metres as the crow flies; null where no place was given. */
  distanceM: v.nullable(v.number()),
  isOpen: v.boolean(),
  /** Who receives residents there right now. */
  onDuty: v.array(v.object({ id, name: v.string() })),
  nextReception: v.nullable(reception),
})

const stationPage = v.object({
  ...stationItem.entries,
  phone: v.nullable(v.string()),
  introduction: v.nullable(v.string()),
  hours: v.array(v.object({ weekdays: v.array(v.number()), from: minute, to: minute })),
  photos: v.array(photo),
  shortCode: v.string(),
  deputies: v.array(deputyCard),
  receptions: v.array(reception),
  notices: v.array(v.object({ id, title: v.string(), text: v.string(), publishedAt: instant })),
})

/** 附近的联络站 */
export const nearbyStations = query({
  summary: 'Homes and stations near a place, in a division, or by name or address typed (pinyin too), the nearest first',
  by: 'anyone',
  input: v.strictObject({
    /** Where the resident is. */
    at: v.optional(point),
    /** Part of a name or address in Chinese, or pinyin, whole or initials. */
    query: v.optional(text(0, 60)),
    /** A division (街道, 社区 …) and those below it. */
    division: v.optional(code),
    kind: v.optional(v.picklist(stationKinds, 'choice')),
    /** 20 for a list; up to 200 for a map. */
    limit: v.optional(v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'range'), v.maxValue(200, 'range')), 20),
  }),
  output: v.object({ items: v.array(stationItem) }),
  errors: [],
})

export const openStation = query({
  summary: "A station's page: hours, address, phone, photos, deputies, receptions, notices",
  by: 'anyone',
  input: v.strictObject({ id }),
  output: stationPage,
  errors: ['NOT_FOUND'],
})

const weekday = v.pipe(v.number('number'), v.integer('number'), v.minValue(0, 'range'), v.maxValue(6, 'range'))

/** 联络站资料 */
export const editStation = change({
  summary: "Changes the opening hours, the phone and the roster of the caller's station, each as a whole",
  by: 'person',
  input: v.strictObject({
    requestId,
    id,
    hours: v.pipe(
      v.array(
        v.strictObject({
          weekdays: v.pipe(v.array(weekday, 'list'), v.minLength(1, 'required'), v.maxLength(7, 'too_many')),
          from: minute,
          to: minute,
        }),
        'list',
      ),
      v.maxLength(PERIODS_MAX, 'too_many'),
    ),
    /** With area code; null where there is none. */
    phone: v.nullable(v.pipe(v.string('text'), v.trim(), v.regex(/^[0-9][0-9 -]{3,24}[0-9]$/, 'phone'))),
    deputyIds: v.pipe(v.array(id, 'list'), v.maxLength(200, 'too_many')),
  }),
  output: stationPage,
  /** NOT_FOUND: a station that is not the caller's, or a deputy who is none of the congress. CONFLICT: who would leave still receives there, or stands on a rota. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})
