import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { TopicModel } from '../../domain/topic-model'
import { pack, unpack } from '../../domain/topic-packing'

/** A model as a file holds it: packed, and deflated to two fifths. */
export const writeModelFile = (model: TopicModel): Buffer => deflateRawSync(pack(model), { level: 9 })

/** Throws where the bytes are no model. */
export const readModelFile = (bytes: Uint8Array): TopicModel => unpack(inflateRawSync(bytes))
