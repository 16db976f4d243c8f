import * as v from 'valibot'
import { CHOICES_MAX, noticeAudiences, noticeStates, noticeStepNames, PLACES_MAX, QUESTIONS_MAX } from '../domain/notice'
import { questionKinds, registrationStates, registrationStepNames } from '../domain/registration'
import { cursor, held, id, instant, pageSize, photo, photoIds, point, requestId, text } from './field'
import { change, query } from './operation'

const named = v.object({ id, name: v.string() })

const happening = v.object({
  startsAt: instant,
  endsAt: instant,
  place: v.string(),
  /** GCJ-02; null where it was not marked on the map. */
  at: v.nullable(v.object({ lon: v.number(), lat: v.number() })),
})

const question = v.object({
  text: v.string(),
  kind: v.picklist(questionKinds),
  options: v.array(v.string()),
  isRequired: v.boolean(),
})

const places = {
  /** Null: as many as come. */
  capacity: v.nullable(v.number()),
  /** Places that may be had now; null without a capacity. */
  free: v.nullable(v.number()),
  waiting: v.number(),
  until: instant,
  isOpen: v.boolean(),
}

export const noticeItem = v.object({
  id,
  title: v.string(),
  state: v.picklist(noticeStates),
  /** Null: the office's. */
  station: v.nullable(named),
  /** Null before it is published. */
  publishedAt: v.nullable(instant),
  isPinned: v.boolean(),
  happening: v.nullable(happening),
  places: v.nullable(v.object(places)),
  hasSummary: v.boolean(),
})

/** What who registered sees of it; staff see `registration.list`. */
export const ownRegistration = v.object({
  id,
  state: v.picklist(registrationStates),
  /** For checking in. */
  code: v.string(),
  name: v.string(),
  phone: v.string(),
  answers: v.array(v.string()),
  /** On the waiting list: how many are before. */
  ahead: v.nullable(v.number()),
  offerEndsAt: v.nullable(instant),
  cancelUntil: v.nullable(instant),
  arrivedAt: v.nullable(instant),
  steps: v.array(v.picklist(registrationStepNames)),
})

export const noticeView = v.object({
  ...noticeItem.entries,
  text: v.string(),
  photos: v.array(photo),
  audience: v.picklist(noticeAudiences),
  constituency: v.nullable(named),
  registration: v.nullable(v.object({ ...places, questions: v.array(question) })),
  /** The caller's own registration, the latest. */
  mine: v.nullable(ownRegistration),
  summary: v.nullable(v.object({ text: v.string(), photos: v.array(photo), at: instant, arrived: v.number() })),
  /** Why it was withdrawn. */
  reason: v.nullable(v.string()),
  /** What the caller may do with the notice. */
  steps: v.array(v.picklist(noticeStepNames)),
  /** For who may change it; null for readers. */
  desk: v.nullable(
    v.object({
      publishAt: v.nullable(instant),
      /** Photos too that are still being checked. */
      photoIds: v.array(id),
      held,
      /** Told when it was published. */
      followers: v.number(),
      counts: v.object({ booked: v.number(), waiting: v.number(), arrived: v.number() }),
    }),
  ),
})

const audience = v.picklist(noticeAudiences, 'choice')

/** 公告与活动 */
export const listNotices = query({
  summary: 'Published notices, the pinned ones first, then the newest; of one station, or those that concern the caller',
  by: 'anyone',
  input: v.strictObject({
    /** All that this station has posted. */
    stationId: v.optional(v.nullable(id), null),
    /** Where the caller is: what is for the constituency there is among them. */
    at: v.optional(v.nullable(point), null),
    /** `mine`: for the congress, from stations that the caller follows, for the constituency at `at`. `all`: everything. */
    whose: v.optional(v.picklist(['mine', 'all'], 'choice'), 'all'),
    /** Activities that have not ended, the next first. */
    isComing: v.optional(v.boolean('boolean'), false),
    cursor,
    limit: pageSize,
  }),
  output: v.object({ items: v.array(noticeItem), next: v.nullable(v.string()) }),
  errors: ['NOT_FOUND'],
})

export const openNotice = query({
  summary: 'One notice; drafts for who may change them, a withdrawn one for who had registered',
  by: 'anyone',
  input: v.strictObject({ id }),
  output: noticeView,
  errors: ['NOT_FOUND'],
})

/** 公告管理 */
export const deskNotices = query({
  summary: "All notices of the caller's stations, or of the congress for the office, the latest changed first",
  by: 'person',
  input: v.strictObject({ cursor, limit: pageSize }),
  output: v.object({
    items: v.array(v.object({ ...noticeItem.entries, publishAt: v.nullable(instant), changedAt: instant, isSummaryDue: v.boolean() })),
    next: v.nullable(v.string()),
  }),
  errors: ['FORBIDDEN'],
})

const whole = (max: number) => v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'range'), v.maxValue(max, 'range'))

const asked = v.pipe(
  v.strictObject({
    text: text(1, 100),
    kind: v.picklist(questionKinds, 'choice'),
    options: v.optional(v.pipe(v.array(text(1, 60), 'list'), v.maxLength(CHOICES_MAX, 'too_many')), []),
    isRequired: v.optional(v.boolean('boolean'), false),
  }),
  v.forward(
    v.partialCheck(
      [['kind'], ['options']],
      ({ kind, options }) => kind !== 'choice' || (options.length >= 2 && new Set(options).size === options.length),
      'options',
    ),
    ['options'],
  ),
)

export const saveNotice = change({
  summary:
    'Writes or changes a notice; a published one stays published, is checked anew, and who registered is told of another time or place',
  by: 'person',
  input: v.strictObject({
    requestId,
    /** Null: a new one. */
    id: v.nullable(id),
    /** Null: the office's. */
    stationId: v.nullable(id),
    title: text(2, 60),
    text: text(1, 5000),
    photoIds,
    audience,
    /** For the audience of a constituency. */
    constituencyId: v.optional(v.nullable(id), null),
    /** Makes it an activity. */
    happening: v.optional(
      v.nullable(
        v.strictObject({
          startsAt: instant,
          endsAt: instant,
          place: text(1, 120),
          at: v.optional(v.nullable(point), null),
        }),
      ),
      null,
    ),
    registration: v.optional(
      v.nullable(
        v.strictObject({
          capacity: v.nullable(whole(PLACES_MAX)),
          /** Null: until it begins. */
          until: v.optional(v.nullable(instant), null),
          questions: v.optional(v.pipe(v.array(asked, 'list'), v.maxLength(QUESTIONS_MAX, 'too_many')), []),
        }),
      ),
      null,
    ),
  }),
  output: noticeView,
  /**
   * CONFLICT, by its rule: `has_registrations` (questions stay as they are, and it remains an activity), `taken` (fewer places
   * than are taken), `reviewed` (a second person checks words, so published ones stay). BAD_INPUT `order`, `past`, `required`.
   */
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'],
})

const ofNotice = { requestId, id }
type OfNotice = v.GenericSchema<unknown, { requestId: string }>
const step = <I extends OfNotice>(summary: string, input: I) =>
  change({ summary, by: 'person', input, output: noticeView, errors: ['NOT_FOUND', 'CONFLICT'] })

export const submitNotice = step(
  '提交: checks it and publishes it at its time; where the congress wants it, a second person looks first',
  v.strictObject({
    ...ofNotice,
    /** Null: as soon as it is checked. */
    publishAt: v.optional(v.nullable(instant), null),
  }),
)
export const approveNotice = step('审核通过', v.strictObject(ofNotice))
export const returnNotice = step('退回修改', v.strictObject({ ...ofNotice, reason: text(2, 200) }))
export const pinNotice = step('置顶, or no longer', v.strictObject({ ...ofNotice, isPinned: v.boolean('boolean') }))
export const withdrawNotice = step(
  '撤回: nobody reads it any more; who had registered is told why',
  v.strictObject({ ...ofNotice, reason: text(2, 200) }),
)
export const summariseNotice = step(
  '活动回顾: what became of an activity, with pictures',
  v.strictObject({ ...ofNotice, text: text(5, 5000), photoIds }),
)

/** 加入日历 */
export const calendarOfNotice = query({
  summary: 'An activity as an iCalendar file; the same UID and a higher SEQUENCE after each change, CANCELLED when it is off',
  by: 'anyone',
  input: v.strictObject({ id }),
  output: v.object({ text: v.string(), fileName: v.string() }),
  /** CONFLICT: it has no time. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 关注 */
export const followStation = change({
  summary: 'Follows a station, or no longer: followers are told of what it posts, once each',
  by: 'person',
  input: v.strictObject({ requestId, id, isFollowed: v.boolean('boolean') }),
  output: v.object({ isFollowed: v.boolean() }),
  errors: ['NOT_FOUND'],
})

export const followedStations = query({
  summary: 'The stations that the caller follows',
  by: 'person',
  input: v.strictObject({}),
  output: v.object({ items: v.array(named) }),
  errors: [],
})
