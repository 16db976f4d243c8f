import { randomUUID } from 'node:crypto'
import type { Output } from '../../contract'
import { dayOf } from '../../domain/calendar'
import { streetOf } from '../../domain/identity'
import { maskPersonalData } from '../../domain/personal-data'
import { visible } from '../concern/visible'
import type { ConcernRow } from '../concern/record'
import { ownWords } from '../identity/words'
import { officeOf, tell } from '../notification/tell'
import type { ActorScope, Change, Handler } from '../operation'
import { refuse } from '../refusal'

/** Only what somebody answered for is of use to others. */
const isAnswered = ({ state, erased_at }: ConcernRow) => (state === 'answered' || state === 'settled') && !erased_at
const TITLE = 20

/** A case whose reporter the caller is; for everybody else it is not there to be published. */
async function own(scope: ActorScope, id: string, isLocked = false): Promise<ConcernRow> {
  const found = await visible(scope, id, { isLocked })
  return found?.relations.includes('reporter') ? found.row : refuse('NOT_FOUND')
}

const answerOf = ({ db, congress }: ActorScope, concernId: string) =>
  db
    .selectFrom('concern_messages')
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'concern_messages.congress_id').onRef('deputies.id', '=', 'concern_messages.deputy_id'),
    )
    .where('concern_messages.congress_id', '=', congress.id)
    .where('concern_id', '=', concernId)
    .where('kind', '=', 'answered')
    .where('shown_at', 'is not', null)
    .select(['concern_messages.text', 'deputy_id', 'deputies.name'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()

const photosOf = ({ db, congress }: ActorScope, row: ConcernRow) =>
  db
    .selectFrom('photos')
    .where('congress_id', '=', congress.id)
    .where('concern_id', '=', row.id)
    .where('owner_id', '=', row.reporter_id)
    .where('shown_at', 'is not', null)
    .select('id')
    .orderBy('created_at')
    .execute()

const chosenOf = ({ db, congress }: ActorScope, concernId: string) =>
  db.selectFrom('publications').where('congress_id', '=', congress.id).where('concern_id', '=', concernId).selectAll().executeTakeFirst()

type Chosen = NonNullable<Awaited<ReturnType<typeof chosenOf>>>

const view = ({ state, title, text, answer, place, photo_ids, reason, id }: Chosen): Output<'concern.publish'> => ({
  state,
  title,
  text,
  answer,
  place,
  photoIds: photo_ids,
  reason,
  publishedId: state === 'published' ? id : null,
})

/** 预览: what a rule can take out is out; the resident takes out the rest. */
export const previewPublication: Handler<'publication.preview'> = async (scope, { id }) => {
  const row = await own(scope, id)
  const words = ownWords(scope, row)
  const [answer, photos, chosen] = await Promise.all([answerOf(scope, id), photosOf(scope, row), chosenOf(scope, id)])
  const ids = photos.map((photo) => photo.id)
  const urls = await scope.files.urls(ids, 'photo')
  const text = maskPersonalData(row.text, words)
  return {
    number: row.number,
    mayPublish: isAnswered(row),
    title: [...text.split(/[。！？!?\n]/)[0]!].slice(0, TITLE).join(''),
    text,
    answer: maskPersonalData(answer?.text ?? '', words),
    deputyName: answer?.name ?? null,
    place: streetOf(maskPersonalData(row.address, words)),
    month: dayOf(row.received_at).slice(0, 7),
    photos: ids.map((photoId) => ({ id: photoId, url: urls.get(photoId) ?? '' })),
    chosen: chosen ? view(chosen) : null,
  }
}

/** 公开: kept apart from the case, in these words. Whatever was written, rules take personal data out again. */
export const publishConcern: Change<'concern.publish'> = {
  async run(scope, { id, title, text, place, withAnswer, photoIds }) {
    const { db, congress, at } = scope
    const row = await own(scope, id, true)
    if (!isAnswered(row)) return refuse('CONFLICT')
    const words = ownWords(scope, row)
    const [answer, photos] = await Promise.all([withAnswer ? answerOf(scope, id) : undefined, photosOf(scope, row)])
    if (photoIds.some((photoId) => !photos.some((photo) => photo.id === photoId)))
      return refuse('NOT_FOUND', [{ path: 'photoIds', rule: 'absent' }])
    const said = {
      state: 'asked' as const,
      title: maskPersonalData(title, words),
      text: maskPersonalData(text, words),
      answer: maskPersonalData(answer?.text ?? '', words),
      deputy_id: answer?.deputy_id ?? null,
      place: maskPersonalData(place, words),
      photo_ids: [...new Set(photoIds)],
      asked_at: at,
      decided_at: null,
      decided_by: null,
      reason: null,
      published_at: null,
      // A page that was public once is not found again under its old address.
      id: randomUUID(),
    }
    await db
      .insertInto('publications')
      .values({ congress_id: congress.id, concern_id: id, month: dayOf(row.received_at).slice(0, 7), topic_code: row.topic_code, ...said })
      .onConflict((conflict) => conflict.columns(['congress_id', 'concern_id']).doUpdateSet(said))
      .execute()
    await tell(scope, await officeOf(db, congress.id), { kind: 'publication_asked' })
    return { id }
  },
  async answer(scope, { id }) {
    await own(scope, id)
    return view((await chosenOf(scope, id)) ?? refuse('NOT_FOUND'))
  },
}

/** 取消公开: nobody is asked. */
export const unpublishConcern: Change<'concern.unpublish', object> = {
  async run(scope, { id }) {
    await own(scope, id, true)
    const taken = await scope.db
      .updateTable('publications')
      .set({ state: 'withdrawn', published_at: null })
      .where('congress_id', '=', scope.congress.id)
      .where('concern_id', '=', id)
      .where('state', 'in', ['asked', 'published'])
      .returning('id')
      .executeTakeFirst()
    if (!taken) refuse('CONFLICT')
    return {}
  },
  answer: async () => ({}),
}
