import { randomUUID } from 'node:crypto'
import { PHOTO_BYTES_MAX, PHOTO_PIXELS_MAX } from '../../domain/photo'
import { refuseMoreLoose } from '../content/loose'
import { imageType } from '../files'
import type { Change } from '../operation'
import { refuse } from '../refusal'
import { withoutMetadata } from './metadata'
import { sizeOf } from './size'

/** Photos that a person may have sent within a day without attaching them to anything. */
const LOOSE_MAX = 60

/** Takes a photo whose bytes are what they claim to be; it stays private and loose until a concern or message takes it. */
export const addPhoto: Change<'photo.add'> = {
  async run(scope, { base64 }) {
    const { db, congress, actor, at, files } = scope
    const given = Buffer.from(base64, 'base64')
    if (given.length > PHOTO_BYTES_MAX) refuse('BAD_INPUT', [{ path: 'base64', rule: 'too_large' }])
    const type = imageType(given)
    const bytes = type && withoutMetadata(given, type)
    const size = bytes && sizeOf(bytes, type)
    if (!size) return refuse('BAD_INPUT', [{ path: 'base64', rule: 'photo' }])
    if (size.width * size.height > PHOTO_PIXELS_MAX) refuse('BAD_INPUT', [{ path: 'base64', rule: 'too_large' }])
    await refuseMoreLoose(scope, 'photos', LOOSE_MAX)
    const id = randomUUID()
    await db
      .insertInto('photos')
      .values({
        congress_id: congress.id,
        id,
        owner_id: actor.personId,
        type,
        bytes: bytes.length,
        created_at: at,
        concern_id: null,
        message_id: null,
        shown_at: null,
      })
      .execute()
    await files.put(id, bytes)
    return { id }
  },
  answer: async ({ files }, { id }) => ({ id, url: (await files.urls([id], 'photo')).get(id) ?? '' }),
}
