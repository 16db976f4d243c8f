import { FEWEST_CASES, isEnough, measureOwn, MOST_CASES } from '../../domain/topic-retraining'
import { trainAfter } from '../../domain/topic-evaluation'
import { classify } from '../../domain/topic-model'
import { topicOf } from '../../domain/topic-suggestion'
import { lineOf } from '../../domain/topic'
import type { Message } from '../../domain/topic-features'
import type { Output } from '../../contract'
import type { Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { SHIPPED_TRAINED_ON, shippedModel } from './model'
import { congressCorpus, countCases, saveModel } from './retrain'

type Of = Pick<Scope, 'db' | 'congress'>

/** What the model that comes with the project says a message is about, at the topics on top of the congress's tree. */
async function shippedGuess({ db, congress }: Of): Promise<(message: Message) => string | null> {
  const topics = await db
    .selectFrom('topics')
    .where('congress_id', '=', congress.id)
    .select(['code', 'parent_code as parentCode', 'name', 'is_retired as isRetired'])
    .execute()
  const model = shippedModel()
  return (message) => {
    const guess = classify(model, message)
    const meant = guess && topicOf(guess.topic, message)
    return meant ? (lineOf(meant.code, topics).at(-1) ?? null) : null
  }
}

async function view(scope: Of): Promise<Output<'topic.model'>> {
  const cases = await countCases(scope)
  const own = await scope.db
    .selectFrom('topic_models')
    .where('congress_id', '=', scope.congress.id)
    .select(['trained_on', 'trained_at', 'figures'])
    .executeTakeFirst()
  if (own)
    return {
      isOwn: true,
      trainedOn: own.trained_on,
      trainedAt: own.trained_at.toISOString(),
      figures: own.figures && {
        count: own.figures.count,
        accuracy: own.figures.accuracy,
        macroF1: own.figures.macroF1,
        coverage: own.figures.coverage,
      },
      shippedAccuracy: own.figures?.shippedAccuracy ?? null,
      cases,
      needed: FEWEST_CASES,
    }
  // It never learned from these cases, so each of them may be asked about.
  const corpus = (await congressCorpus(scope, [], MOST_CASES)).own
  const guess = await shippedGuess(scope)
  const right = corpus.filter((one) => guess(one) === one.topic).length
  return {
    isOwn: false,
    trainedOn: SHIPPED_TRAINED_ON,
    trainedAt: null,
    figures: corpus.length === 0 ? null : { count: corpus.length, accuracy: right / corpus.length, macroF1: null, coverage: null },
    shippedAccuracy: null,
    cases,
    needed: FEWEST_CASES,
  }
}

export const openTopicModel: Handler<'topic.model'> = (scope) => view(scope)

interface Retrained {
  isReplaced: boolean
  accuracy: number
  shippedAccuracy: number
}

/** 重新训练 */
export const retrainTopicModel: Change<'topic.retrain', Retrained> = {
  async run(scope) {
    const { own } = await congressCorpus(scope, [], MOST_CASES)
    if (!isEnough(own)) return refuse('CONFLICT', [{ path: 'cases', rule: 'too_few' }])
    const { figures, heldOut } = measureOwn(own, await shippedGuess(scope))
    const isReplaced = figures.accuracy >= figures.shippedAccuracy
    if (isReplaced) await saveModel(scope, scope.congress.id, trainAfter(own, heldOut), own.length, figures)
    return { isReplaced, accuracy: figures.accuracy, shippedAccuracy: figures.shippedAccuracy }
  },
  answer: async (scope, outcome) => ({ ...outcome, model: await view(scope) }),
}
