import * as v from 'valibot'
import { retentionDefaults, type Retention } from '../domain/privacy'
import { code } from './field'
import { query } from './operation'

export const topicView = v.object({ code: v.string(), parentCode: v.nullable(v.string()), name: v.string(), isRetired: v.boolean() })

const division = v.object({
  code: v.string(),
  parentCode: v.nullable(v.string()),
  name: v.string(),
  centre: v.nullable(v.object({ lon: v.number(), lat: v.number() })),
})

const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500))
/** For how many days what is kept; see domain/privacy.ts. */
export const retention = v.object({
  loosePhotoDays: days,
  requestDays: days,
  notificationDays: days,
  contactDays: days,
  textDays: days,
} satisfies Record<keyof typeof retentionDefaults, typeof days>) satisfies v.GenericSchema<Retention>

/** Settings of a congress that its residents' screens need. */
export const settings = v.object({
  /** Working days within which a deputy answers. */
  answerWithinWorkdays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120)),
  retention,
  /** 预约: what the congress says, or the defaults of `domain/visit.ts`. */
  visits: v.object({
    noticeMinutes: v.number(),
    cancelNoticeMinutes: v.number(),
    rescheduleNoticeMinutes: v.number(),
    horizonDays: v.number(),
    offerMinutes: v.number(),
    reminderHours: v.array(v.number()),
    announceDays: v.number(),
    graceMinutes: v.number(),
    openVisitsMax: v.number(),
  }),
})

/** 人大: the congress that this call is about. */
export const openCongress = query({
  summary: 'The congress of this call: its name, settings, topic tree and divisions',
  by: 'anyone',
  input: v.strictObject({}),
  output: v.object({
    code: v.string(),
    name: v.string(),
    settings,
    /** Middle of its constituencies and stations, where a map opens. */
    centre: v.nullable(v.object({ lon: v.number(), lat: v.number() })),
    topics: v.array(topicView),
    divisions: v.array(division),
  }),
  errors: ['NOT_FOUND'],
})

export const listCongresses = query({
  summary: 'Every congress of this deployment',
  by: 'anyone',
  input: v.strictObject({}),
  output: v.object({ items: v.array(v.object({ code, name: v.string() })) }),
  errors: [],
})
