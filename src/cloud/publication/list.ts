import { sql } from 'kysely'
import { decodeCursor, encodeCursor } from '../cursor'
import { tell } from '../notification/tell'
import type { Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'

const LISTED = 100

const named = ({ db, congress }: Pick<Scope, 'db' | 'congress'>) =>
  db
    .selectFrom('publications as p')
    .leftJoin('topics', (join) => join.onRef('topics.congress_id', '=', 'p.congress_id').onRef('topics.code', '=', 'p.topic_code'))
    .leftJoin('deputies', (join) => join.onRef('deputies.congress_id', '=', 'p.congress_id').onRef('deputies.id', '=', 'p.deputy_id'))
    .where('p.congress_id', '=', congress.id)
    .select([
      'p.id',
      'title',
      'p.text',
      'answer',
      'place',
      'month',
      'photo_ids',
      'asked_at',
      'published_at',
      'topic_code',
      'topics.name as topic_name',
      'deputies.name as deputy_name',
    ])

interface Named {
  id: string
  title: string
  place: string
  month: string
  topic_code: string | null
  topic_name: string | null
  deputy_name: string | null
}

const itemOf = ({ id, title, place, month, topic_code, topic_name, deputy_name }: Named) => ({
  id,
  title,
  place,
  month,
  topic: topic_code ? { code: topic_code, name: topic_name ?? topic_code } : null,
  deputyName: deputy_name,
})

async function photosOf({ files }: Scope, ids: readonly string[]) {
  const urls = await files.urls(ids, 'photo')
  return ids.map((id) => ({ id, url: urls.get(id) ?? '' }))
}

/** 公开的诉求, the latest first. */
export const listPublished: Handler<'published.list'> = async (scope, { cursor, limit }) => {
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  const rows = await named(scope)
    .where('state', '=', 'published')
    .$if(after !== null, (query) => query.where(sql<boolean>`(published_at, p.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy('published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(itemOf),
    next: rows.length > limit && last ? encodeCursor([last.published_at!.toISOString(), last.id]) : null,
  }
}

export const openPublished: Handler<'published.open'> = async (scope, { id }) => {
  const row = (await named(scope).where('state', '=', 'published').where('p.id', '=', id).executeTakeFirst()) ?? refuse('NOT_FOUND')
  return { ...itemOf(row), text: row.text, answer: row.answer, photos: await photosOf(scope, row.photo_ids) }
}

/** 待审核的公开, the longest waiting first. */
export const queueOfPublications: Handler<'publication.queue'> = async (scope) => {
  const rows = await named(scope).where('state', '=', 'asked').orderBy('asked_at').limit(LISTED).execute()
  return {
    items: await Promise.all(
      rows.map(async (row) => ({
        ...itemOf(row),
        text: row.text,
        answer: row.answer,
        photos: await photosOf(scope, row.photo_ids),
        askedAt: row.asked_at.toISOString(),
      })),
    ),
  }
}

/** The office looks for what no rule sees: who could be meant by it. */
export const decidePublication: Change<'publication.decide', object> = {
  async run(scope, { id, decision, reason }) {
    const { db, congress, actor, at } = scope
    const row = await db
      .selectFrom('publications')
      .innerJoin('concerns', (join) =>
        join.onRef('concerns.congress_id', '=', 'publications.congress_id').onRef('concerns.id', '=', 'concern_id'),
      )
      .where('publications.congress_id', '=', congress.id)
      .where('publications.id', '=', id)
      .select(['publications.state', 'concern_id', 'reporter_id'])
      .forUpdate('publications')
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    if (row.state !== 'asked') return refuse('CONFLICT')
    const isPublished = decision === 'publish'
    await db
      .updateTable('publications')
      .set({
        state: isPublished ? 'published' : 'refused',
        published_at: isPublished ? at : null,
        decided_at: at,
        decided_by: actor.personId,
        reason: isPublished ? null : reason,
      })
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .execute()
    await tell(scope, [row.reporter_id], { kind: isPublished ? 'publication_published' : 'publication_refused', concernId: row.concern_id })
    return {}
  },
  answer: async () => ({}),
}
