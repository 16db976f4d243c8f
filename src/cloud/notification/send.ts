import { sql, type Selectable } from 'kysely'
import { dayOf, minuteOf } from '../../domain/calendar'
import {
  fitField,
  nextAttempt,
  notifications,
  templates as templateNames,
  type Template,
  type TemplateValue,
  type NotificationKind,
} from '../../domain/notification'
import { slotStart } from '../../domain/reception'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import type { Congress } from '../operation'
import { mayPass, type WechatFailure } from '../wechat/wechat'
import { officeOf, tell } from './tell'
import { pageOf, titleOf } from './wording'

type OutboxRow = Pick<
  Selectable<Database['outbox']>,
  'id' | 'person_id' | 'kind' | 'concern_id' | 'visit_id' | 'notice_id' | 'show_at' | 'attempts'
> & { openid: string | null; number: string | null }
const reminders: readonly NotificationKind[] = ['visit_reminder', 'registration_reminder']
type Outcome = NonNullable<Database['outbox']['outcome']>

/** So many are under way together, and as many at most come twice to who agreed to more than one when a process dies. */
export const AT_ONCE = 8
/** Longer than WeChat may take to answer. A process that dies meanwhile leaves its rows to another after this. */
const LEASE_MS = 60_000

/**
 * Sends what is due: leased with `skip locked`, so that several processes share the work, and sent outside of any
 * transaction. At least once: who dies between WeChat's answer and noting it leaves it to be sent again. WeChat, which
 * counts consents too, refuses that with 43101 where the person had agreed to one; who had agreed to more gets it twice.
 */
export async function sendDue(context: Context, congress: Congress): Promise<number> {
  const { db, now } = context
  const rows = await db
    .updateTable('outbox')
    .set((set) => ({ next_at: new Date(now().getTime() + LEASE_MS), attempts: set('attempts', '+', 1) }))
    .where('congress_id', '=', congress.id)
    .where('id', 'in', (due) =>
      due
        .selectFrom('outbox')
        .where('congress_id', '=', congress.id)
        .where('done_at', 'is', null)
        .where('dead_at', 'is', null)
        .where('waits_for', 'is', null)
        .where('next_at', '<=', now())
        .select('id')
        .orderBy('next_at')
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .returning((row) => [
      'id',
      'person_id',
      'kind',
      'concern_id',
      'visit_id',
      'notice_id',
      'show_at',
      'attempts',
      row
        .selectFrom('persons')
        .where('persons.congress_id', '=', congress.id)
        .whereRef('persons.id', '=', 'outbox.person_id')
        .select('openid')
        .as('openid'),
      row
        .selectFrom('concerns')
        .where('concerns.congress_id', '=', congress.id)
        .whereRef('concerns.id', '=', 'outbox.concern_id')
        .select('number')
        .as('number'),
    ])
    .execute()
  // At the same time, since WeChat takes its time for each. Every one comes to its end before anything is said of one that failed.
  const failed = (await Promise.allSettled(rows.map((row) => send(context, congress, row)))).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return rows.length
}

async function send(context: Context, congress: Congress, row: OutboxRow): Promise<void> {
  const { wechat, templates } = context
  const template = notifications[row.kind]
  const fields = template ? templates[template] : undefined
  if (!wechat || !template || !fields) return end(context, congress, row, 'in_app')
  const { openid } = row
  if (!openid) return end(context, congress, row, 'in_app')
  const { isOurs, hasConsent } = await reserve(context, congress, row, template)
  if (!isOurs) return
  if (!hasConsent) return end(context, congress, row, 'no_consent')
  const values = await valuesOf(context, congress, row)
  const data = Object.fromEntries(Object.entries(fields.fields).map(([key, value]) => [key, fitField(key, values[value])]))
  const answer = await wechat.sendMessage({
    openid,
    template: fields.id,
    page: pageOf(row.kind, { concernId: row.concern_id, visitId: row.visit_id, noticeId: row.notice_id }),
    data,
  })
  if (answer.ok) return end(context, congress, row, 'sent')
  await afterFailure(context, congress, row, template, answer)
}

async function afterFailure(
  context: Context,
  congress: Congress,
  row: OutboxRow,
  template: Template,
  { reason, code }: WechatFailure,
): Promise<void> {
  if (reason === 'refused') {
    await refuseConsent(context, congress, row.person_id, template)
    return end(context, congress, row, 'refused', code)
  }
  const next = mayPass(reason) ? nextAttempt(row.attempts, context.now()) : null
  if (reason === 'unauthorised') await alarm(context, congress)
  if (!next) {
    await giveUp(context, congress, row, template, code)
    return alarm(context, congress)
  }
  await context.db
    .updateTable('outbox')
    .set({ next_at: next, code })
    .where('congress_id', '=', congress.id)
    .where('id', '=', row.id)
    .where('attempts', '=', row.attempts)
    .where('done_at', 'is', null)
    .execute()
}

async function end(
  { db, now }: Pick<Context, 'db' | 'now'>,
  congress: Congress,
  { id }: OutboxRow,
  outcome: Outcome,
  code: number | null = null,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ outcome, code, ...(outcome === 'dead' ? { dead_at: now(), has_consent: false } : { done_at: now() }) })
    .where('congress_id', '=', congress.id)
    .where('id', '=', id)
    .execute()
}

/** It did not arrive, so the consent is still good. */
async function giveUp(context: Context, congress: Congress, row: OutboxRow, template: Template, code: number | null): Promise<void> {
  await context.db.transaction().execute(async (db) => {
    await consentOf({ db }, congress, row.person_id, template)
      .set({ remaining: sql`remaining + 1` })
      .execute()
    await end({ db, now: context.now }, congress, row, 'dead', code)
  })
}

/** Tells the office once a day that WeChat takes no messages. */
async function alarm({ db, now }: Context, congress: Congress): Promise<void> {
  const at = now()
  await tell({ db, congress, at }, await officeOf(db, congress.id), { kind: 'delivery_failed', once: `delivery_failed ${dayOf(at)}` })
}

const consentOf = ({ db }: Pick<Context, 'db'>, congress: Congress, personId: string, template: Template) =>
  db.updateTable('consents').where('congress_id', '=', congress.id).where('person_id', '=', personId).where('template', '=', template)

/**
 * One message uses up one consent, taken before it is sent so that two processes do not use the same, and kept with the
 * message for whoever tries next. `isOurs` is false where the batch before it took so long that another leased it meanwhile.
 */
async function reserve(
  { db, now }: Context,
  congress: Congress,
  row: OutboxRow,
  template: Template,
): Promise<{ isOurs: boolean; hasConsent: boolean }> {
  // The last consent is not spent on the first of two reminders: that the day is called off meanwhile must still reach them.
  const spared = reminders.includes(row.kind)
    ? sql`(exists (select from outbox o where o.congress_id = ${congress.id} and o.person_id = ${row.person_id} and o.kind = ${row.kind} and o.id <> ${row.id}
        and o.visit_id is not distinct from ${row.visit_id} and o.notice_id is not distinct from ${row.notice_id}
        and o.done_at is null and o.dead_at is null and o.show_at > ${row.show_at}))::int`
    : sql`0`
  const { rows } = await sql<{ isOurs: boolean; hasConsent: boolean }>`
    with ours as materialized (
      select has_consent from outbox
      where congress_id = ${congress.id} and id = ${row.id} and attempts = ${row.attempts} and done_at is null and dead_at is null
      for update
    ), taken as (
      update consents set remaining = remaining - 1
      where congress_id = ${congress.id} and person_id = ${row.person_id} and template = ${template} and remaining > ${spared}
        and exists (select from ours where not has_consent)
      returning 1
    ), noted as (
      update outbox set has_consent = true, next_at = ${new Date(now().getTime() + LEASE_MS)}
      where congress_id = ${congress.id} and id = ${row.id} and exists (select from ours)
        and (exists (select from ours where has_consent) or exists (select from taken))
      returning 1
    )
    select exists (select from ours) as "isOurs", exists (select from noted) as "hasConsent"`.execute(db)
  return rows[0]!
}

/** WeChat says that there is no consent left: its count is the one that holds. */
async function refuseConsent(context: Context, congress: Congress, personId: string, template: Template): Promise<void> {
  await consentOf(context, congress, personId, template).set({ remaining: 0 }).execute()
}

async function valuesOf({ db }: Context, congress: Congress, row: OutboxRow): Promise<Record<TemplateValue, string>> {
  const visit = row.visit_id
    ? await db
        .selectFrom('visits')
        .innerJoin('receptions', (join) =>
          join.onRef('receptions.congress_id', '=', 'visits.congress_id').onRef('receptions.id', '=', 'visits.reception_id'),
        )
        .where('visits.congress_id', '=', congress.id)
        .where('visits.id', '=', row.visit_id)
        .select(['slot', 'on_day as on', 'from_minute as from', 'slot_minutes as slotMinutes'])
        .executeTakeFirst()
    : undefined
  const activity = row.notice_id
    ? await db
        .selectFrom('notices')
        .where('congress_id', '=', congress.id)
        .where('id', '=', row.notice_id)
        .select('starts_at')
        .executeTakeFirst()
    : undefined
  // Of a visit or an activity the time that matters is its own.
  const when = visit && visit.slot !== null ? slotStart(visit, visit.slot) : (activity?.starts_at ?? row.show_at)
  const [year, month, day] = dayOf(when).split('-').map(Number)
  const minute = minuteOf(when)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    title: titleOf(row.kind),
    number: row.number ?? congress.code,
    time: `${year}年${month}月${day}日 ${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
    hint: '请在小程序中查看',
  }
}

/** The person turned messages off, or on, in WeChat's own settings. */
export async function changeConsent(
  context: Context,
  congress: Congress,
  { openid, templates }: { openid: string; templates: readonly { template: string; accepted: boolean }[] },
): Promise<void> {
  const { db, now } = context
  const person = await db
    .selectFrom('persons')
    .where('congress_id', '=', congress.id)
    .where('openid', '=', openid)
    .select('id')
    .executeTakeFirst()
  if (!person) return
  for (const { template: id, accepted } of templates) {
    const template = templateNames.find((name) => context.templates[name]?.id === id)
    if (template)
      await db
        .updateTable('consents')
        .set({ refused_at: accepted ? null : now() })
        .where('congress_id', '=', congress.id)
        .where('person_id', '=', person.id)
        .where('template', '=', template)
        .execute()
  }
}
