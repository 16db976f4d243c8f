import * as v from 'valibot'
import { TEXT_MAX } from '../domain/content'
import { code, requestId, text } from './field'
import { topicView } from './congress'
import { change, query } from './operation'

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
    /** Adds a topic; else the one with this code is changed. */
    isNew: v.optional(v.boolean('boolean'), false),
  }),
  output: topicView,
  /** CONFLICT: the parent is absent, or lies below the topic itself; or the code of a new topic is taken. NOT_FOUND: there is none to change. */
  errors: ['CONFLICT', 'NOT_FOUND'],
})

/** 推荐类别: while a resident writes. */
export const suggestTopic = query({
  summary: 'Up to two topics for what is being written, the likelier first; nothing is stored',
  by: 'anyone',
  input: v.strictObject({ text: text(0, TEXT_MAX), title: v.optional(text(0, 200), '') }),
  output: v.object({
    items: v.array(
      v.object({
        code: v.string(),
        name: v.string(),
        /** From 0 to 1. */
        confidence: v.number(),
        /** A concern without a topic would be taken to be about it. */
        isSure: v.boolean(),
      }),
    ),
  }),
  errors: [],
})
