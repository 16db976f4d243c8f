import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { TopicModel } from '../../domain/topic-model'
import { pack, unpack } from '../../domain/topic-packing'

/** A model as a file holds it: packed, deflated to two fifths, in base64, since JSON is what every tool here reads. */
export const writeModelFile = (model: TopicModel) =>
  `${JSON.stringify({ model: deflateRawSync(pack(model), { level: 9 }).toString('base64') }, null, 2)}\n`

export const readModelFile = (file: { model: string }): TopicModel => unpack(inflateRawSync(Buffer.from(file.model, 'base64')))
