import { sql, type Kysely } from 'kysely'
import type * as v from 'valibot'
import type { deputyCard } from '../../contract/deputy'
import { kept } from '../database/kept-plan'
import type { Database } from '../database/schema'
import type { Scope } from '../operation'

export type DeputyCard = v.InferOutput<typeof deputyCard>

/** 亮身份: the cards of deputies, in the order of the ids; one that is absent is left out. */
export async function cardsOf(
  { db, congress, files }: Pick<Scope, 'db' | 'congress' | 'files'>,
  ids: readonly string[],
): Promise<DeputyCard[]> {
  if (ids.length === 0) return []
  const rows = await cards(db, congress.id)
    .modifyEnd(kept)
    .where(sql<boolean>`deputies.id = any(${ids}::uuid[])`)
    .execute()
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
      worksOn: row.topics.flatMap((code) => row.topic_names?.[code] ?? []),
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
      sql<Record<string, string> | null>`(select json_object_agg(t.code, t.name) from topics t
        where t.congress_id = deputies.congress_id and t.code = any(deputies.topics))`.as('topic_names'),
    ])
