import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { entries, figurePeriods, routes, spanOf } from '../../domain/figures'
import { auditDimensions, auditOf, type AuditDimension } from '../../domain/figures-audit'
import { figureDays, shownOf, stretchesOf, together, type Group, type GroupByStretch, type Sums } from '../../domain/figures-shown'
import type { Context } from '../context'
import type { Congress } from '../operation'
import { collect } from './collect'
import { sumUp, type Summed } from './sum'

/** How old the figures of a page may be. */
const FRESH_MS = 60 * 60_000

/**
 * Does one thing that is due: folds a batch of the log, or computes the figures of all periods anew, which is due an
 * hour after the last time or on another day. Gives 0 where nothing is.
 */
export async function refreshFigures(context: Pick<Context, 'db' | 'calendar' | 'now'>, congress: Congress): Promise<number> {
  const { db, now } = context
  const known = await db.selectFrom('figures').where('congress_id', '=', congress.id).select(['period', 'computed_at']).execute()
  const isFresh = figurePeriods.every((period) => {
    const at = known.find((row) => row.period === period)?.computed_at
    return at !== undefined && now().getTime() - at.getTime() < FRESH_MS && dayOf(at) === dayOf(now())
  })
  if (isFresh) return 0
  const folded = await collect(context, congress)
  if (folded > 0) return folded
  await compute(context, congress)
  return figurePeriods.length
}

/** Computes the figures of all periods and keeps them: what one period may show depends on the others. */
async function compute({ db, now }: Pick<Context, 'db' | 'now'>, congress: Congress): Promise<void> {
  const at = now()
  const today = dayOf(at)
  const [summed, topics, constituencies] = await Promise.all([
    sumUp(db, congress.id, figureDays(today), today),
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
  const all = summed.map((stretch) => stretch.all)
  const groups: Record<AuditDimension, GroupByStretch[]> = {
    topic: grouped(summed, 'topic', (code) => ({ code: top(code), name: topicNames.get(top(code)) ?? null })),
    constituency: grouped(summed, 'constituency', (id) => ({ code: places.get(id)?.code ?? id, name: places.get(id)?.name ?? null })),
    entry: grouped(summed, 'entry', (code) => ({ code, name: null })).filter(({ code }) => entries.some((entry) => entry === code)),
    route: grouped(summed, 'route', (code) => ({ code, name: null })).filter(({ code }) => routes.some((route) => route === code)),
  }
  const deputies = new Map(constituencies.rows.map(({ code, deputies: count }) => [code, count]))
  const shown = shownOf({ all, topics: groups.topic, constituencies: groups.constituency }, today)
  const rows = figurePeriods.map((period) => {
    const { from, until } = spanOf(period, today)
    const stretch = stretchesOf(period, today)
    const received = (of: readonly GroupByStretch[]): Group[] =>
      of
        .map(({ code, name, stretches }) => ({ code, name, ...together(stretches.slice(...stretch)) }))
        .filter(({ counts }) => counts.received > 0)
    const ofPeriod = Object.fromEntries(auditDimensions.map((dimension) => [dimension, received(groups[dimension])]))
    return {
      congress_id: congress.id,
      period,
      from_on: from,
      until_on: until,
      computed_at: at,
      shown: JSON.stringify(shown[period]),
      audit: JSON.stringify(auditOf(together(all.slice(...stretch)), ofPeriod as Record<AuditDimension, Group[]>, deputies)),
    }
  })
  await db
    .insertInto('figures')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['congress_id', 'period']).doUpdateSet(({ ref }) => ({
        from_on: ref('excluded.from_on'),
        until_on: ref('excluded.until_on'),
        computed_at: ref('excluded.computed_at'),
        shown: ref('excluded.shown'),
        audit: ref('excluded.audit'),
      })),
    )
    .execute()
}

/** The groups of a dimension by name, each with its sums in every stretch. */
function grouped(
  summed: readonly Summed[],
  dimension: AuditDimension,
  naming: (key: string) => { code: string; name: string | null },
): GroupByStretch[] {
  const parts = new Map<string | null, { name: string | null; stretches: Sums[][] }>()
  summed.forEach(({ by }, stretch) => {
    for (const [key, sums] of by[dimension]) {
      const { code, name } = key === null ? { code: null, name: null } : naming(key)
      const group = parts.get(code) ?? { name, stretches: summed.map(() => []) }
      group.stretches[stretch]!.push(sums)
      parts.set(code, group)
    }
  })
  return [...parts].map(([code, { name, stretches }]) => ({ code, name, stretches: stretches.map(together) }))
}
