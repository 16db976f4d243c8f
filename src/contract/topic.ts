import * as v from 'valibot'
import { code, requestId, text } from './field'
import { topicView } from './congress'
import { change } from './operation'

/** 类别: adds a topic or renames, moves or retires one. Concerns that carry it keep it. */
export const saveTopic = change({
  summary: "Adds or changes one topic of the congress's tree",
  by: 'office',
  input: v.strictObject({
    requestId,
    code,
    parentCode: v.nullable(code),
    name: text(1, 40),
    isRetired: v.optional(v.boolean('boolean'), false),
  }),
  output: topicView,
  /** CONFLICT: the parent is absent, or lies below the topic itself. */
  errors: ['CONFLICT'],
})
