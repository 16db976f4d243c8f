import type { TopicModel } from '../../domain/topic-model'
import type { OwnFigures } from '../../domain/topic-retraining'
import { pack } from '../../domain/topic-packing'
import { topicOf } from '../../domain/topic-suggestion'
import type { LabelledMessage } from '../../domain/topic-training'
import { lineOf } from '../../domain/topic'
import type { Context } from '../context'
import type { Scope } from '../operation'

interface OfCongress {
  db: Context['db']
  congress: Pick<Scope['congress'], 'id'>
}

/** Cases whose topic a person said and which still have words: what the model guessed itself would only teach it its own mistakes. */
const saidByPeople = ({ db, congress }: OfCongress) =>
  db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('topic_by', 'in', ['resident', 'desk'])
    .where('topic_code', 'is not', null)
    .where('state', '<>', 'withdrawn')
    .where('erased_at', 'is', null)
    .where('text', '<>', '')

/** How many cases there are to learn from. */
export async function countCases(of: OfCongress): Promise<number> {
  const { count } = await saidByPeople(of)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** What a congress's own model is trained on: its cases whose topic a person chose or corrected, and a file's messages as far as it has their topics. */
export async function congressCorpus(
  { db, congress }: OfCongress,
  file: readonly LabelledMessage[],
  most = Number.MAX_SAFE_INTEGER,
): Promise<{ own: LabelledMessage[]; others: LabelledMessage[] }> {
  const topics = await db
    .selectFrom('topics')
    .where('congress_id', '=', congress.id)
    .select(['code', 'parent_code as parentCode', 'name', 'is_retired as isRetired'])
    .execute()
  // A case counts for the topic at the top: the leaves of one congress have too few.
  const topOf = (code: string) => lineOf(code, topics).at(-1) ?? null
  const labelled = (message: LabelledMessage, code: string | null): LabelledMessage[] => {
    const topic = code === null ? null : topOf(code)
    return topic === null ? [] : [{ ...message, topic }]
  }
  const newest = await saidByPeople({ db, congress })
    .select(['id', 'text', 'topic_code'])
    .orderBy('received_at', 'desc')
    .limit(most)
    .execute()
  const cases = newest.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    own: cases.flatMap(({ text, topic_code }) => labelled({ title: null, text, topic: '' }, topic_code)),
    others: file.flatMap((message) => labelled(message, topicOf(message.topic, message)?.code ?? null)),
  }
}

/** Gives a congress a model of its own, which every process uses from its next call on. */
export async function saveModel(
  { db, now }: Pick<Context, 'db' | 'now'>,
  congressId: string,
  model: TopicModel,
  trainedOn: number,
  figures: OwnFigures | null = null,
): Promise<void> {
  const values = { model: Buffer.from(pack(model)), trained_on: trainedOn, trained_at: now(), figures: figures && JSON.stringify(figures) }
  await db
    .insertInto('topic_models')
    .values({ congress_id: congressId, ...values })
    .onConflict((conflict) => conflict.column('congress_id').doUpdateSet(values))
    .execute()
}
