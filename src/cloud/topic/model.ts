import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { TopicModel } from '../../domain/topic-model'
import { unpack } from '../../domain/topic-packing'
import type { Scope } from '../operation'
import { readModelFile } from './file'

/** Beside this file, and beside what is bundled of it: it is read where a text first asks for it, not at every start. */
export const SHIPPED_FILE = path.join(__dirname, 'topics.model')

let opened: TopicModel | undefined

/** The model that comes with the project: hashed features and weights, no words of anybody. docs/topic-model.md says what it can do. */
export function shippedModel(): TopicModel {
  opened ??= readModelFile(readFileSync(SHIPPED_FILE))
  return opened
}

/** Messages that it learned from (docs/topic-model.md). */
export const SHIPPED_TRAINED_ON = 5541

/** A process keeps so many congresses' models open, of about 2 MB each. */
const KEPT = 20
const kept = new Map<string, { trainedAt: number; model: TopicModel }>()

/** The model that the congress trained itself, else the one that comes with the project. */
export async function modelOf({ db, congress }: Pick<Scope, 'db' | 'congress'>): Promise<TopicModel> {
  const own = db.selectFrom('topic_models').where('congress_id', '=', congress.id)
  const version = await own.select('trained_at').executeTakeFirst()
  if (!version) return shippedModel()
  const trainedAt = version.trained_at.getTime()
  const before = kept.get(congress.id)
  const entry =
    before?.trainedAt === trainedAt ? before : { trainedAt, model: unpack((await own.select('model').executeTakeFirstOrThrow()).model) }
  // A map keeps its order, so the first is the one that was not asked for longest.
  kept.delete(congress.id)
  kept.set(congress.id, entry)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
  return entry.model
}
