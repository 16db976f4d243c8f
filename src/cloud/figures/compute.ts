import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { entries, figurePeriods, routes, spanOf, type FigurePeriod } from '../../domain/figures'
import { auditOf } from '../../domain/figures-audit'
import { shownOf, type Group } from '../../domain/figures-shown'
import type { Context } from '../context'
import type { Congress } from '../operation'
import { collect } from './collect'
import { sumUp, together, type Summed } from './sum'

/** How old the figures of a page may be. */
const FRESH_MS = 60 * 60_000

/**
 * Does one thing that is due: folds a batch of the log, or computes the figures of one period anew, each of which is
 * due an hour after the last time or on another day. Gives 0 where nothing is.
 */
export async function refreshFigures(context: Pick<Context, 'db' | 'calendar' | 'now'>, congress: Congress): Promise<number> {
  const { db, now } = context
  const known = await db.selectFrom('figures').where('congress_id', '=', congress.id).select(['period', 'computed_at']).execute()
  const isFresh = (period: FigurePeriod) => {
    const at = known.find((row) => row.period === period)?.computed_at
    return at !== undefined && now().getTime() - at.getTime() < FRESH_MS && dayOf(at) === dayOf(now())
  }
  const next = figurePeriods.find((period) => !isFresh(period))
  if (!next) return 0
  const folded = await collect(context, congress)
  if (folded > 0) return folded
  await compute(context, congress, next)
  return 1
}

/** Computes the figures of one period and keeps them. */
async function compute({ db, now }: Pick<Context, 'db' | 'now'>, congress: Congress, period: FigurePeriod): Promise<void> {
  const at = now()
  const today = dayOf(at)
  const span = spanOf(period, today)
  const [summed, topics, constituencies] = await Promise.all([
    sumUp(db, congress.id, span, today),
    db.selectFrom('topics').where('congress_id', '=', congress.id).select(['code', 'parent_code', 'name']).execute(),
    sql<{ id: string; code: string; name: string; deputies: number }>`
      select c.id, c.code, c.name, count(d.id) as deputies from constituencies c
      left join deputies d on d.congress_id = c.congress_id and d.constituency_id = c.id and d.is_active
      where c.congress_id = ${congress.id} group by c.id, c.code, c.name`.execute(db),
  ])
  const parents = new Map(topics.map(({ code, parent_code }) => [code, parent_code]))
  const topicNames = new Map(topics.map(({ code, name }) => [code, name]))
  const top = (code: string): string => {
    const parent = parents.get(code)
    return parent ? top(parent) : code
  }
  const places = new Map(constituencies.rows.map((row) => [row.id, row]))
  const groups = {
    topic: grouped(summed, 'topic', (code) => ({ code: top(code), name: topicNames.get(top(code)) ?? null })),
    constituency: grouped(summed, 'constituency', (id) => ({ code: places.get(id)?.code ?? id, name: places.get(id)?.name ?? null })),
    entry: grouped(summed, 'entry', (code) => ({ code, name: null })).filter(({ code }) => entries.some((entry) => entry === code)),
    route: grouped(summed, 'route', (code) => ({ code, name: null })).filter(({ code }) => routes.some((route) => route === code)),
  }
  const deputies = new Map(constituencies.rows.map(({ code, deputies: count }) => [code, count]))
  const row = {
    from_on: span.from,
    until_on: span.until,
    computed_at: at,
    shown: JSON.stringify(shownOf(summed.all, groups.topic, groups.constituency)),
    audit: JSON.stringify(auditOf(summed.all, groups, deputies)),
  }
  await db
    .insertInto('figures')
    .values({ congress_id: congress.id, period, ...row })
    .onConflict((conflict) => conflict.columns(['congress_id', 'period']).doUpdateSet(row))
    .execute()
}

function grouped({ by }: Summed, dimension: keyof Summed['by'], naming: (key: string) => { code: string; name: string | null }): Group[] {
  const parts = new Map<string | null, { name: string | null; sums: Group[] }>()
  for (const [key, sums] of by[dimension]) {
    const { code, name } = key === null ? { code: null, name: null } : naming(key)
    const group = parts.get(code) ?? { name, sums: [] }
    group.sums.push({ code, name, ...sums })
    parts.set(code, group)
  }
  return [...parts].map(([code, { name, sums }]) => ({ code, name, ...together(sums) }))
}
