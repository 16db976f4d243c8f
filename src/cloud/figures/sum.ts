import { sql, type Kysely } from 'kysely'
import type { Day } from '../../domain/calendar'
import { counted, noCounts, SILENT_AFTER_DAYS, type Counts, type Span } from '../../domain/figures'
import type { AuditDimension } from '../../domain/figures-audit'
import type { Sums } from '../../domain/figures-shown'
import type { Database } from '../database/schema'

/** All cases of a period, and the same by each dimension; null is the key of those that have none. */
export interface Summed {
  all: Growing
  by: Record<AuditDimension, Map<string | null, Growing>>
}

const columns = { constituency: 'constituency_id', topic: 'topic_code', entry: 'entry', route: 'route' } as const
type Key = { dimension: AuditDimension | 'all'; key: string | null }

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

/** Counts as `countsOf` does, in one pass, with how many answers took how many days. */
export async function sumUp(db: Kysely<Database>, congressId: string, { from, until }: Span, today: Day): Promise<Summed> {
  const silent = sql`last_answered_on <= ${today}::date - ${SILENT_AFTER_DAYS}::int`
  const within = sql`from figures_cases where congress_id = ${congressId} and received_on between ${from} and ${until}`
  const { rows } = await sql<Key & Counts>`
    select ${dimensionOf},
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
    ${within} group by ${sets('')}`.execute(db)
  const summed: Summed = { all: none(), by: { constituency: new Map(), topic: new Map(), entry: new Map(), route: new Map() } }
  const at = ({ dimension, key }: Key) => (dimension === 'all' ? summed.all : summed.by[dimension].get(key)!)
  for (const { dimension, key, ...counts } of rows) {
    if (dimension === 'all') summed.all = { ...none(), counts: counts }
    else summed.by[dimension].set(key, { ...none(), counts: counts })
  }
  for (const unit of ['days', 'workdays'] as const) {
    const histogram = await sql<Key & { days: number; count: number }>`
      select ${dimensionOf}, ${sql.ref(unit)} as days, count(*) as count ${within} and ${sql.ref(unit)} is not null
      group by ${sets(unit)} order by 3`.execute(db)
    for (const { days, count, ...where } of histogram.rows) at(where)[unit].push({ days, count })
  }
  return summed
}

type Growing = { counts: Counts; days: { days: number; count: number }[]; workdays: { days: number; count: number }[] }
const none = (): Growing => ({ counts: noCounts(), days: [], workdays: [] })

/** Sums that belong together, such as those of a topic and of the topics below it. */
export function together(parts: readonly Sums[]): Sums {
  const counts = noCounts()
  for (const part of parts) for (const name of counted) counts[name] += part.counts[name]
  return { counts, days: merged(parts.map(({ days }) => days)), workdays: merged(parts.map(({ workdays }) => workdays)) }
}

function merged(histograms: readonly Sums['days'][]): Sums['days'] {
  const counts = new Map<number, number>()
  for (const { days, count } of histograms.flat()) counts.set(days, (counts.get(days) ?? 0) + count)
  return [...counts].map(([days, count]) => ({ days, count })).sort((a, b) => a.days - b.days)
}
