import { sql, type RawBuilder, type Transaction } from 'kysely'
import { addDays, addWorkdays, dayOf, minuteOf, workdaysBefore, workdaysBetween, type Day } from '../../domain/calendar'
import { lifeSettingsOf } from '../../domain/concern-life'
import type { NotificationKind } from '../../domain/notification'
import type { EventKind } from '../../contract/concern-view'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import { officeOf, tell } from '../notification/tell'
import type { Congress } from '../operation'
import { isAttended } from './attended'
import { deskOf, membersOf, record } from './record'

const BATCH = 200
/** People are asked and reminded between eight in the morning and eight in the evening (Asia/Shanghai). */
const AWAKE = { from: 480, to: 1200 }

/** Who is told of what the timer notices. */
type Told = 'deputy' | 'desk' | 'office' | 'reporter'
interface Notice {
  what: string
  /** Cases `c` of which it is so. */
  where: RawBuilder<unknown>
  /** The day from which it is so: noticed once for each. */
  since: RawBuilder<unknown>
  tells: readonly Told[]
  kind: NotificationKind
  event?: EventKind
  /** Told once a day, however many cases it is so of: each stands in the log, and in a list. */
  isDaily?: boolean
}

/** Everything that a timer notices about cases. Nothing of it closes one: what is late goes up. */
function noticesOf({ calendar }: Pick<Context, 'calendar'>, { settings }: Congress, today: Day): Notice[] {
  const life = lifeSettingsOf(settings.life)
  const before = (workdays: number) => workdaysBefore(today, workdays, calendar)
  const underWay = sql`c.state in ('unassigned', 'assigned', 'accepted', 'disputed')`
  const due = sql`c.due_on`
  return [
    {
      what: 'due_soon',
      where: sql`${underWay} and c.assignee_id is not null and c.shown_at is not null and c.due_on >= ${today} and c.due_on <= ${addWorkdays(today, 1, calendar)}`,
      since: due,
      tells: ['deputy'],
      kind: 'concern_due_soon',
    },
    {
      what: 'unaccepted',
      where: sql`c.state = 'assigned' and c.assigned_at < ${startOf(addDays(before(life.acceptWithinWorkdays), 1))}`,
      since: sql`(c.assigned_at at time zone 'Asia/Shanghai')::date`,
      tells: ['desk'],
      kind: 'concern_unaccepted',
      event: 'escalated',
    },
    {
      what: 'unattended',
      where: sql`c.state in ('accepted', 'asked') and not ${isAttended('c')}`,
      since: sql`(c.assigned_at at time zone 'Asia/Shanghai')::date`,
      tells: ['desk'],
      kind: 'concern_unattended',
      event: 'escalated',
    },
    {
      what: 'undecided',
      where: sql`c.state in ('unassigned', 'disputed') and ${undecidedSince} < ${startOf(addDays(before(life.acceptWithinWorkdays), 1))}`,
      since: sql`(${undecidedSince} at time zone 'Asia/Shanghai')::date`,
      tells: ['office'],
      kind: 'concern_undecided',
      event: 'escalated',
      isDaily: true,
    },
    {
      what: 'overdue_desk',
      where: sql`${underWay} and c.due_on <= ${before(life.deskAfterWorkdays)}`,
      since: due,
      tells: ['deputy', 'desk'],
      kind: 'concern_escalated',
      event: 'escalated',
    },
    {
      what: 'overdue_office',
      where: sql`${underWay} and c.due_on <= ${before(life.officeAfterWorkdays)}`,
      since: due,
      tells: ['office'],
      kind: 'concern_escalated',
      event: 'escalated',
    },
    {
      what: 'referral_due',
      where: sql`${underWay} and exists (
        select from referrals r where r.congress_id = c.congress_id and r.concern_id = c.id and r.expected_on < ${today})`,
      since: sql`(select max(r.expected_on) from referrals r where r.congress_id = c.congress_id and r.concern_id = c.id and r.expected_on < ${today})`,
      tells: ['deputy'],
      kind: 'concern_referral_due',
    },
  ]
}

/** Since when a case waits for somebody to say whose it is. */
const undecidedSince = sql`(case when c.state = 'unassigned' then c.assigned_at else (
  select max(e.at) from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id and e.kind = 'disputed') end)`

const startOf = (on: Day) => new Date(`${on}T00:00:00+08:00`)

/** 到期、超期: looks once through the cases of a congress, by day. Returns how much was noticed. */
export async function noticeIn(context: Context, congress: Congress): Promise<number> {
  const at = context.now()
  const minute = minuteOf(at)
  if (minute < AWAKE.from || minute >= AWAKE.to) return 0
  let count = await resume(context, congress, at)
  for (const notice of noticesOf(context, congress, dayOf(at))) count += await notify(context, congress, notice, at)
  return count
}

async function notify(
  { db }: Context,
  congress: Congress,
  { what, where, since, tells, kind, event, isDaily }: Notice,
  at: Date,
): Promise<number> {
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ concern_id: string }>`
      insert into noticed (congress_id, concern_id, what, since_on, at)
      select c.congress_id, c.id, ${what}, ${since}, ${at} from concerns c
      where c.congress_id = ${congress.id} and ${where}
        and not exists (select from noticed n
          where n.congress_id = c.congress_id and n.concern_id = c.id and n.what = ${what} and n.since_on = ${since})
      limit ${BATCH}
      on conflict do nothing returning concern_id`.execute(within)
    for (const { concern_id: id } of rows) {
      const row = await locked(within, congress.id, id)
      if (event) await record({ db: within, congress, actor: null, at }, row, { kind: event, by: null, data: { level: what } })
      for (const told of tells)
        await tell({ db: within, congress, at }, await personsOf(within, congress.id, row, told), {
          kind,
          concernId: id,
          ...(isDaily && { once: `${kind} ${dayOf(at)}` }),
        })
    }
    return rows.length
  })
}

/** 不再等: the resident did not say more in time, so the deputy goes on with what is there, and the clock with them. */
async function resume({ db, calendar }: Context, congress: Congress, at: Date): Promise<number> {
  const today = dayOf(at)
  const { resumeAfterWorkdays } = lifeSettingsOf(congress.settings.life)
  return db.transaction().execute(async (within) => {
    const waiting = await within
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('state', '=', 'asked')
      .where('asked_on', '<=', workdaysBefore(today, resumeAfterWorkdays, calendar))
      .selectAll()
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of waiting) {
      await within
        .updateTable('concerns')
        .set({ state: 'accepted', ...clockGoesOn(row, today, calendar) })
        .where('congress_id', '=', congress.id)
        .where('id', '=', row.id)
        .execute()
      await record({ db: within, congress, actor: null, at }, row, { kind: 'resumed', by: null })
      for (const told of ['deputy', 'reporter'] as const)
        await tell({ db: within, congress, at }, await personsOf(within, congress.id, row, told), {
          kind: 'concern_resumed',
          concernId: row.id,
        })
    }
    return waiting.length
  })
}

/** The deadline once the resident's side is over: moved by the working days for which it stood still. */
export const clockGoesOn = (row: { due_on: Day; asked_on: Day | null }, today: Day, calendar: Context['calendar']) => ({
  asked_on: null,
  ...(row.asked_on && { due_on: addWorkdays(row.due_on, Math.max(0, workdaysBetween(row.asked_on, today, calendar)), calendar) }),
})

type Parties = Pick<Awaited<ReturnType<typeof locked>>, 'reporter_id' | 'assignee_id' | 'station_id' | 'head_id' | 'shown_at'>

const locked = (db: Transaction<Database>, congressId: string, id: string) =>
  db.selectFrom('concerns').where('congress_id', '=', congressId).where('id', '=', id).selectAll().forUpdate().executeTakeFirstOrThrow()

async function personsOf(db: Transaction<Database>, congressId: string, row: Parties, told: Told): Promise<string[]> {
  if (told === 'reporter') return [row.reporter_id]
  // A cluster is noticed once, by its first case.
  if (row.head_id) return []
  if (told === 'office') return officeOf(db, congressId)
  const scope = { db, congress: { id: congressId } }
  if (told === 'desk') return deskOf(scope, row.station_id)
  // What is not shown yet is not there for the deputy.
  if (!row.shown_at) return []
  return row.assignee_id ? membersOf(scope, 'deputy_id', row.assignee_id) : []
}
