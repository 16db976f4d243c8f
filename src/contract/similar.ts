import * as v from 'valibot'
import { joinStepNames } from '../domain/cluster'
import { concernStates, verdicts } from '../domain/concern'
import { TEXT_MAX } from '../domain/content'
import { code, due, id, instant, point, requestId, text } from './field'
import { change, query } from './operation'

const topic = v.nullable(v.object({ code: v.string(), name: v.string() }))
const verdict = v.nullable(v.picklist(verdicts))
const state = v.picklist(concernStates)

/** 已有人反映 */
export const similarConcerns = query({
  summary: 'What others reported that may be the same matter: topic, street, day and state of at most three, never their words',
  by: 'person',
  input: v.strictObject({ text: text(0, TEXT_MAX), at: v.nullable(point), topic: v.optional(v.nullable(code), null) }),
  output: v.object({
    items: v.array(
      v.object({
        id,
        topic,
        /** The street or place that everybody uses; null where the address names none. */
        street: v.nullable(v.string()),
        /** How near it is at least, in steps of 50 m; null where one of the two has no place. */
        withinM: v.nullable(v.number()),
        state,
        receivedOn: v.string(),
        /** Residents who said it, those who joined included. */
        people: v.number(),
        isMine: v.boolean(),
        isJoined: v.boolean(),
      }),
    ),
  }),
  errors: [],
})

const joinedView = v.object({
  id,
  number: v.string(),
  state,
  topic,
  street: v.nullable(v.string()),
  receivedOn: v.string(),
  joinedAt: instant,
  due: v.nullable(due),
  people: v.number(),
  /** Given since the caller joined. */
  answers: v.array(v.object({ id, text: v.string(), at: instant, deputyName: v.nullable(v.string()) })),
  /** The caller's own. */
  verdict,
  steps: v.array(v.picklist(joinStepNames)),
})

/** 附议 */
export const joinConcern = change({
  summary: 'Joins a concern of somebody else that was offered; the caller is told of its answer and asked whether it settled it',
  by: 'person',
  input: v.strictObject({ requestId, id }),
  output: joinedView,
  /** CONFLICT: joined already, or one's own. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const leaveConcern = change({
  summary: 'Takes a join back',
  by: 'person',
  input: v.strictObject({ requestId, id }),
  output: v.object({ id }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const confirmJoined = change({
  summary: 'Says whether the answer settled a concern that the caller joined; counted beside the verdict of its own resident',
  by: 'person',
  input: v.strictObject({ requestId, id, verdict: v.picklist(verdicts, 'choice') }),
  output: joinedView,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const openJoined = query({
  summary: 'A concern as somebody who joined it sees it',
  by: 'person',
  input: v.strictObject({ id }),
  output: joinedView,
  errors: ['NOT_FOUND'],
})

/** 我附议的 */
export const joinedConcerns = query({
  summary: 'What the caller joined, the newest first',
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(v.object({ id, number: v.string(), state, topic, street: v.nullable(v.string()), joinedAt: instant, verdict })),
  }),
  errors: [],
})

const line = v.object({ id, number: v.string(), state, excerpt: v.string(), receivedOn: v.string(), verdict })

const clusterView = v.object({
  /** The first case, where this is another of its cluster. */
  head: v.nullable(v.object({ id, number: v.string() })),
  cases: v.number(),
  joined: v.number(),
  /** The other cases, the oldest first, at most 100. */
  members: v.array(line),
  /** What residents said of the answer, each counted. */
  verdicts: v.object({ settled: v.number(), partly: v.number(), beside_the_point: v.number(), not_settled: v.number() }),
  /** Open cases of the same inbox that may be the same matter, the likest first. */
  alike: v.array(line),
  /** Open cases of the same inbox near by, or a little alike: put together one by one, by who has read them. */
  near: v.array(line),
  mayMerge: v.boolean(),
})

/** 同一件事 */
export const clusterOfConcern = query({
  summary: 'What else is the same matter as a case: its cluster, and open cases of the same inbox that may belong to it',
  by: 'person',
  input: v.strictObject({ id }),
  output: clusterView,
  errors: ['NOT_FOUND'],
})

/** At most so many in one go; a second go takes the rest. */
export const MERGED_MAX = 500

/** 并案 */
export const mergeConcerns = change({
  summary: 'Puts cases under one: answered once, told and judged each by its own resident',
  by: 'person',
  input: v.strictObject({ requestId, id, ids: v.pipe(v.array(id), v.minLength(1, 'required'), v.maxLength(MERGED_MAX, 'too_many')) }),
  output: clusterView,
  /** CONFLICT: one of them is answered, or in another cluster already. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 拆出 */
export const detachConcern = change({
  summary: 'Takes a case out of its cluster',
  by: 'person',
  input: v.strictObject({ requestId, id }),
  output: clusterView,
  errors: ['NOT_FOUND', 'CONFLICT'],
})
