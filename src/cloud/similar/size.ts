import { sql } from 'kysely'
import type { ConcernRow } from '../concern/record'
import type { Scope } from '../operation'

export interface Size {
  /** Cases, the first one included. */
  cases: number
  joined: number
  /** Everybody who said it: residents of the cases and those who joined. */
  people: number
}

/** How many cases and people stand behind each of these first cases. */
export async function sizesOf({ db, congress }: Pick<Scope, 'db' | 'congress'>, headIds: readonly string[]): Promise<Map<string, Size>> {
  if (headIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string } & Size>`
    select h.id, count(distinct c.id)::int as cases, count(distinct (j.concern_id, j.person_id)) filter (where j.person_id is not null)::int as joined,
      (count(distinct c.reporter_id) + count(distinct j.person_id))::int as people
    from unnest(${headIds}::uuid[]) h(id)
    join concerns c on c.congress_id = ${congress.id} and (c.id = h.id or c.head_id = h.id)
    left join joins j on j.congress_id = c.congress_id and j.concern_id = c.id and j.left_at is null
    group by h.id`.execute(db)
  return new Map(rows.map(({ id, ...size }) => [id, size]))
}

/** Whether anybody stands behind a row of `concerns` or its first case but its own resident: others are not counted. */
export const hasCompany = sql<boolean>`(concerns.head_id is not null
  or exists (select from concerns o where o.congress_id = concerns.congress_id and o.head_id = concerns.id)
  or exists (select from joins j where j.congress_id = concerns.congress_id and j.concern_id = concerns.id and j.left_at is null))`

/** How big the cluster of a case is, for everybody who sees the case; null where nobody else said it. */
export async function clusterSize(scope: Pick<Scope, 'db' | 'congress'>, row: Pick<ConcernRow, 'id' | 'head_id'>): Promise<Size | null> {
  return shownSize((await sizesOf(scope, [row.head_id ?? row.id])).get(row.head_id ?? row.id))
}

export const shownSize = (size: Size | undefined): Size | null => (size && size.cases + size.joined > 1 ? size : null)
