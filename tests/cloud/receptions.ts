import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Input, Output } from '../../src/contract'
import { openSession } from '../../src/cloud/session/identify'
import { instantOf } from '../../src/domain/reception'
import type { TestContext } from './database'
import { granted, type Town } from './town'

/** A minute of a day in Shanghai as it stands on the wire. */
export const at = (on: string, minute: number) => instantOf(on, minute).toISOString()

/** A reception that its deputy has confirmed: nine to ten, slots of twenty minutes with one place each, where nothing else is said. */
export async function openReception(
  context: TestContext,
  town: Town,
  over: { on: string; from?: number; to?: number; slotMinutes?: number; capacity?: number; deputy?: 'wang' | 'li' },
): Promise<string> {
  const deputy = over.deputy ?? 'wang'
  const rota: Input<'rota.save'> = {
    requestId: randomUUID(),
    id: null,
    stationId: town.hall,
    deputyIds: [town[deputy]],
    rule: { kind: 'by_hand', days: [over.on] },
    onHoliday: 'skip',
    from: over.from ?? 540,
    to: over.to ?? 600,
    slotMinutes: over.slotMinutes ?? 20,
    capacity: over.capacity ?? 1,
    since: over.on,
    until: null,
  }
  await granted(context, 'rota.save', rota, town.token.hallDesk)
  const { items } = await granted(context, 'reception.mine', {}, town.token[deputy])
  const { id } = items.find((item) => item.on === over.on && item.from === rota.from)!
  await granted(context, 'reception.confirm', { requestId: randomUUID(), id }, town.token[deputy])
  return id
}

/** Signs in again: a session ends after hours, and tests move the clock by days. */
export const signedIn = async ({ db, now }: TestContext, { congressId }: Town, personId: string): Promise<string> =>
  (await openSession(db, { congressId, personId, kind: 'desktop' }, now())).token

/** A resident of the town, signed in. */
export async function newResident(context: TestContext, town: Town): Promise<{ id: string; token: string }> {
  const id = randomUUID()
  await context.db
    .insertInto('persons')
    .values({ congress_id: town.congressId, id, openid: null, demo_key: null, name: null, created_at: context.now() })
    .execute()
  return { id, token: await signedIn(context, town, id) }
}

/** Books for a resident of their own, and gives the visit and the token. */
export async function booked(
  context: TestContext,
  town: Town,
  receptionId: string,
  over: Partial<Input<'visit.book'>> = {},
): Promise<{ visit: Output<'visit.book'>; token: string; personId: string }> {
  const { id: personId, token } = await newResident(context, town)
  const visit = await granted(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null, ...over }, token)
  return { visit, token, personId }
}

/** What must be true of all bookings at any time, as one query each: the rows that break it. */
export async function brokenRules({ db, now }: TestContext): Promise<Record<string, number>> {
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) => (await query.execute(db)).rows[0]!.count
  return {
    seatTwice: await count(sql`
      select count(*) from (
        select from visits where seat is not null group by congress_id, reception_id, slot, seat having count(*) > 1) twice`),
    moreThanCapacity: await count(sql`
      select count(*) from (
        select from visits v join receptions r on r.congress_id = v.congress_id and r.id = v.reception_id
        where v.seat is not null group by v.congress_id, v.reception_id, v.slot, r.capacity having count(*) > r.capacity) over_full`),
    outsideOfSlots: await count(sql`
      select count(*) from visits v join receptions r on r.congress_id = v.congress_id and r.id = v.reception_id
      where v.seat is not null and (v.seat > r.capacity or v.slot < 0 or v.slot >= (r.to_minute - r.from_minute) / r.slot_minutes)`),
    unusedWhileSomebodyWaits: await count(sql`
      select count(*) from receptions r
      cross join lateral generate_series(0, (r.to_minute - r.from_minute) / r.slot_minutes - 1) slot
      cross join lateral generate_series(1, r.capacity) seat
      where r.state = 'confirmed'
        and (r.on_day + make_interval(mins => r.from_minute + slot * r.slot_minutes)) at time zone 'Asia/Shanghai' >= ${now()}::timestamptz + interval '120 minutes'
        and not exists (
          select from visits v where v.congress_id = r.congress_id and v.reception_id = r.id and v.slot = slot.slot and v.seat = seat.seat)
        and exists (
          select from visits w where w.congress_id = r.congress_id and w.reception_id = r.id and w.state = 'waiting'
            and (w.wanted_slot is null or w.wanted_slot = slot.slot))`),
    twoOnOneDay: await count(sql`
      select count(*) from (
        select from visits v join receptions r on r.congress_id = v.congress_id and r.id = v.reception_id
        where v.state in ('waiting', 'offered', 'booked', 'arrived') and v.visitor_id is not null and not v.was_moved
        group by v.congress_id, v.visitor_id, r.on_day having count(*) > 1) twice`),
    remindedForNothing: await count(sql`
      select count(*) from outbox o join visits v on v.congress_id = o.congress_id and v.id = o.visit_id
      where o.kind = 'visit_reminder' and o.done_at is null and v.state <> 'booked'`),
  }
}

export const none = {
  seatTwice: 0,
  moreThanCapacity: 0,
  outsideOfSlots: 0,
  unusedWhileSomebodyWaits: 0,
  twoOnOneDay: 0,
  remindedForNothing: 0,
}
