import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { locate } from '../../domain/routing'
import { constituenciesNear } from '../constituency/locate'
import { decodeCursor, encodeCursor } from '../cursor'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { searchQuery } from '../search'
import { cardsOf } from './card'

/** A deputy's page. */
export const openDeputy: Handler<'deputy.open'> = async (scope, { id }) => {
  const { db, congress, now } = scope
  const [card] = await cardsOf(scope, [id])
  if (!card) return refuse('NOT_FOUND')
  const [row, stations, receptions] = await Promise.all([
    db
      .selectFrom('deputies')
      .leftJoin('short_codes', (join) =>
        join.onRef('short_codes.congress_id', '=', 'deputies.congress_id').onRef('target_id', '=', 'deputies.id'),
      )
      .where('deputies.congress_id', '=', congress.id)
      .where('deputies.id', '=', id)
      .select(['introduction', 'short_codes.code'])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('station_deputies')
      .innerJoin('stations', (join) =>
        join.onRef('stations.congress_id', '=', 'station_deputies.congress_id').onRef('stations.id', '=', 'station_id'),
      )
      .where('station_deputies.congress_id', '=', congress.id)
      .where('deputy_id', '=', id)
      .select(['stations.id', 'name', 'address'])
      .orderBy('name')
      .execute(),
    db
      .selectFrom('receptions')
      .innerJoin('stations', (join) =>
        join.onRef('stations.congress_id', '=', 'receptions.congress_id').onRef('stations.id', '=', 'station_id'),
      )
      .where('receptions.congress_id', '=', congress.id)
      .where('deputy_id', '=', id)
      .where('state', '=', 'confirmed')
      .where('on_day', '>=', dayOf(now()))
      .select(['on_day as on', 'from_minute as from', 'to_minute as to', 'station_id as stationId', 'name as stationName'])
      .orderBy('on_day')
      .orderBy('from_minute')
      .limit(6)
      .execute(),
  ])
  return { ...card, introduction: row.introduction, shortCode: row.code ?? '', stations, receptions }
}

/** Deputies by name or pinyin, or of the constituency that holds a place; by code, a page at a time. */
export const searchDeputies: Handler<'deputy.search'> = async (scope, { query, at, cursor, limit }) => {
  const { db, congress } = scope
  let found = db.selectFrom('deputies').where('congress_id', '=', congress.id).where('is_active', '=', true)
  if (query) {
    const lexemes = searchQuery(query)
    if (!lexemes) return { items: [], next: null }
    found = found.where(sql<boolean>`search @@ to_tsquery('simple', ${lexemes})`)
  }
  if (at) {
    const { inside, near } = locate(at, await constituenciesNear(db, congress.id, at))
    const sides = inside ? [inside, ...near] : near
    if (sides.length === 0) return { items: [], next: null }
    found = found.where('constituency_id', 'in', sides)
  }
  const after = decodeCursor(cursor, ['code'] as const)
  if (after) found = found.where('code', '>', after[0])
  const rows = await found
    .select(['id', 'code'])
    .orderBy('code')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    items: await cardsOf(
      scope,
      shown.map(({ id }) => id),
    ),
    next: rows.length > limit ? encodeCursor([shown.at(-1)!.code]) : null,
  }
}
