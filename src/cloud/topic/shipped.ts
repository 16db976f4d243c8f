import type { TopicModel } from '../../domain/topic-model'
import { unpack } from '../../domain/topic-packing'
import packed from './model.json'

let opened: TopicModel | undefined

/** The model that comes with the project: hashed features and weights, no words of anybody. docs/topic-model.md says what it can do. */
export function shippedModel(): TopicModel {
  opened ??= unpack(Buffer.from(packed.model, 'base64'))
  return opened
}
