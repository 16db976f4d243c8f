import { sql, type Kysely } from 'kysely'
import type { Day } from '../../domain/calendar'
import { noCounts, SILENT_AFTER_DAYS, type Counts } from '../../domain/figures'
import type { AuditDimension } from '../../domain/figures-audit'
import type { Database } from '../database/schema'

/** All cases of a period, and the same by each dimension; null is the key of those that have none. */
export interface Summed {
  all: Growing
  by: Record<AuditDimension, Map<string | null, Growing>>
}

const columns = { constituency: 'constituency_id', topic: 'topic_code', entry: 'entry', route: 'route' } as const
type Key = { stretch: number; dimension: AuditDimension | 'all'; key: string | null }

const dimensionOf = sql.raw(
  `case ${Object.entries(columns)
    .map(([name, column]) => `when grouping(${column}) = 0 then '${name}'`)
    .join(' ')} else 'all' end as dimension,
   case ${Object.values(columns)
     .map((column) => `when grouping(${column}) = 0 then ${column}::text`)
     .join(' ')} end as key`,
)
const sets = (beside: string) =>
  sql.raw(
    `grouping sets (${['', ...Object.values(columns)].map((column) => `(${[column, beside].filter(Boolean).join(', ')})`).join(', ')})`,
  )

/**
 * Counts as `countsOf` does, in one pass, with how many answers took how many days: what was received in each of the
 * stretches that lie between `days`, which ascend; the last day is in none.
 */
export async function sumUp(db: Kysely<Database>, congressId: string, days: readonly Day[], today: Day): Promise<Summed[]> {
  const silent = sql`last_answered_on <= ${today}::date - ${SILENT_AFTER_DAYS}::int`
  const within = sql`from (select *, width_bucket(received_on, ${[...days]}::date[]) - 1 as stretch from figures_cases
    where congress_id = ${congressId} and received_on >= ${days[0]!} and received_on < ${days.at(-1)!}) f`
  const { rows } = await sql<Key & Counts>`
    select stretch, ${dimensionOf},
      count(*) as received,
      count(*) filter (where answered_on is not null
        or due_on < least(${today}::date, coalesce(withdrawn_on, ${today}::date), coalesce(asked_on, ${today}::date))) as due,
      count(*) filter (where answered_on <= due_on) as "inTime",
      count(answered_on) as answered,
      count(answered_on) filter (where verdict = 'settled') as settled,
      count(answered_on) filter (where verdict = 'partly') as partly,
      count(answered_on) filter (where verdict in ('not_settled', 'beside_the_point')) as "notSettled",
      count(answered_on) filter (where verdict is null and ${silent}) as silent,
      count(answered_on) filter (where verdict is null and not ${silent}) as waiting,
      count(withdrawn_on) as withdrawn,
      count(*) filter (where is_reopened) as reopened
    ${within} group by ${sets('stretch')}`.execute(db)
  const summed = days.slice(1).map((): Summed => ({
    all: none(),
    by: { constituency: new Map(), topic: new Map(), entry: new Map(), route: new Map() },
  }))
  const at = ({ stretch, dimension, key }: Key) => {
    const { all, by } = summed[stretch]!
    return dimension === 'all' ? all : by[dimension].get(key)!
  }
  for (const { stretch, dimension, key, ...counts } of rows) {
    if (dimension === 'all') summed[stretch]!.all.counts = counts
    else summed[stretch]!.by[dimension].set(key, { ...none(), counts })
  }
  for (const unit of ['days', 'workdays'] as const) {
    const histogram = await sql<Key & { days: number; count: number }>`
      select stretch, ${dimensionOf}, ${sql.ref(unit)} as days, count(*) as count ${within} where ${sql.ref(unit)} is not null
      group by ${sets(`stretch, ${unit}`)} order by ${sql.ref(unit)}`.execute(db)
    for (const { days: took, count, ...where } of histogram.rows) at(where)[unit].push({ days: took, count })
  }
  return summed
}

type Growing = { counts: Counts; days: { days: number; count: number }[]; workdays: { days: number; count: number }[] }
const none = (): Growing => ({ counts: noCounts(), days: [], workdays: [] })
