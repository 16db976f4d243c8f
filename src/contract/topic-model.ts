import * as v from 'valibot'
import { instant, requestId } from './field'
import { change, query } from './operation'

/** Shares from 0 to 1 of cases that a model was not trained on. */
const figures = v.object({
  count: v.number(),
  accuracy: v.number(),
  /** Null where it was not measured. */
  macroF1: v.nullable(v.number()),
  /** What share it takes without asking, 97 % of them rightly; null where it was not measured. */
  coverage: v.nullable(v.number()),
})

const topicModelView = v.object({
  /** Trained on the congress's own cases; else it is the one that comes with the project. */
  isOwn: v.boolean(),
  /** Messages it learned from. */
  trainedOn: v.number(),
  /** Null for the one that comes with the project. */
  trainedAt: v.nullable(instant),
  /** On the congress's own cases whose topic a person said; null where there are none. */
  figures: v.nullable(figures),
  /** What the one that comes with the project gets right of the same cases; null where it is the one in use. */
  shippedAccuracy: v.nullable(v.number()),
  /** Cases whose topic a person said: what it may learn from. */
  cases: v.number(),
  /** So many are needed. */
  needed: v.number(),
})

/** 在用的类别模型 */
export const openTopicModel = query({
  summary: 'Which model suggests topics, what it learned from, and how it does on cases whose topic a person said',
  by: 'office',
  input: v.strictObject({}),
  output: topicModelView,
  errors: [],
})

/** 重新训练 */
export const retrainTopicModel = change({
  summary:
    "Trains a model on the congress's own cases; it replaces the one in use only where it does no worse than the one that comes with the project",
  by: 'office',
  input: v.strictObject({ requestId }),
  output: v.object({ isReplaced: v.boolean(), accuracy: v.number(), shippedAccuracy: v.number(), model: topicModelView }),
  /** CONFLICT `cases: too_few`: fewer than `needed`, or all of one topic. */
  errors: ['CONFLICT'],
})
