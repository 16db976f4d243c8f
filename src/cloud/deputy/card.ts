import type { Kysely } from 'kysely'
import type * as v from 'valibot'
import type { deputyCard } from '../../contract/deputy'
import type { Database } from '../database/schema'
import type { Scope } from '../operation'

export type DeputyCard = v.InferOutput<typeof deputyCard>

/** 亮身份: the cards of deputies, in the order of the ids; one that is absent is left out. */
export async function cardsOf(
  { db, congress, files }: Pick<Scope, 'db' | 'congress' | 'files'>,
  ids: readonly string[],
): Promise<DeputyCard[]> {
  if (ids.length === 0) return []
  const rows = await cards(db, congress.id).where('deputies.id', 'in', ids).execute()
  const names = await topicNames(
    db,
    congress.id,
    rows.flatMap(({ topics }) => topics),
  )
  const urls = await files.urls(
    rows.flatMap(({ photo_id }) => photo_id ?? []),
    'photo',
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return {
      id,
      name: row.name,
      photoUrl: row.photo_id ? (urls.get(row.photo_id) ?? null) : null,
      occupation: row.occupation,
      constituency: row.constituency_id ? { id: row.constituency_id, name: row.constituency_name ?? '' } : null,
      worksOn: row.topics.flatMap((code) => names.get(code) ?? []),
    }
  })
}

const cards = (db: Kysely<Database>, congressId: string) =>
  db
    .selectFrom('deputies')
    .leftJoin('constituencies', (join) =>
      join.onRef('constituencies.congress_id', '=', 'deputies.congress_id').onRef('constituencies.id', '=', 'deputies.constituency_id'),
    )
    .where('deputies.congress_id', '=', congressId)
    .select([
      'deputies.id',
      'deputies.name',
      'photo_id',
      'occupation',
      'constituency_id',
      'topics',
      'constituencies.name as constituency_name',
    ])

async function topicNames(db: Kysely<Database>, congressId: string, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('topics')
    .where('congress_id', '=', congressId)
    .where('code', 'in', codes)
    .select(['code', 'name'])
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
