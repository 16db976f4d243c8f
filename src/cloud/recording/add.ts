import { randomUUID } from 'node:crypto'
import { RECORDING_BYTES_MAX } from '../../domain/content'
import { refuseMoreLoose } from '../content/loose'
import { recordingType } from '../files'
import type { Change } from '../operation'
import { refuse } from '../refusal'
import { withoutMetadata } from './metadata'

/** Recordings that a person may have sent within a day without attaching them to anything. */
const LOOSE_MAX = 30

/** Takes a recording whose bytes are what they claim to be; it stays private and loose until something takes it. */
export const addRecording: Change<'recording.add'> = {
  async run(scope, { base64, seconds }) {
    const { db, congress, actor, at, files } = scope
    const given = Buffer.from(base64, 'base64')
    if (given.length > RECORDING_BYTES_MAX) refuse('BAD_INPUT', [{ path: 'base64', rule: 'too_large' }])
    const claimed = recordingType(given)
    const bytes = claimed && withoutMetadata(given, claimed)
    // Of what is left, since it is served by its first bytes and the tag before an MP3 may have stood before AAC.
    const type = bytes && recordingType(bytes)
    if (!type) return refuse('BAD_INPUT', [{ path: 'base64', rule: 'recording' }])
    await refuseMoreLoose(scope, 'recordings', LOOSE_MAX)
    const id = randomUUID()
    await db
      .insertInto('recordings')
      .values({
        congress_id: congress.id,
        id,
        owner_id: actor.personId,
        type,
        bytes: bytes.length,
        seconds,
        created_at: at,
        concern_id: null,
        message_id: null,
        shown_at: null,
      })
      .execute()
    await files.put(id, bytes)
    return { id }
  },
  async answer({ db, congress, files }, { id }) {
    const row = await db
      .selectFrom('recordings')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .select('seconds')
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    return { id, url: (await files.urls([id], 'recording')).get(id) ?? '', seconds: row.seconds }
  },
}
