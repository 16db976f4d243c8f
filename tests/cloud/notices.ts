import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Input, Output } from '../../src/contract'
import type { TestContext } from './database'
import { newResident } from './receptions'
import { granted, type Town } from './town'

/** A morning of planting trees at the hall on 6 December, eighty places, two questions. */
export const planting = (town: Pick<Town, 'hall'>, over: Partial<Input<'notice.save'>> = {}): Input<'notice.save'> => ({
  requestId: randomUUID(),
  id: null,
  stationId: town.hall,
  title: '周末一起种树',
  text: '带上手套，工具由联络站准备。',
  audience: 'station',
  happening: { startsAt: '2026-12-06T01:00:00Z', endsAt: '2026-12-06T03:00:00Z', place: '西街公园东门', at: null },
  registration: {
    capacity: 80,
    questions: [
      { text: '您带孩子吗？', kind: 'yes_no', isRequired: true },
      { text: '有什么要提前告诉我们？', kind: 'text' },
    ],
  },
  ...over,
})

/** Writes and publishes a notice at once. */
export async function published(
  context: TestContext,
  town: Town,
  over: Partial<Input<'notice.save'>> = {},
): Promise<Output<'notice.open'>> {
  const { id } = await granted(context, 'notice.save', planting(town, over), town.token.hallDesk)
  return granted(context, 'notice.submit', { requestId: randomUUID(), id }, town.token.hallDesk)
}

export const registering = (noticeId: string, over: Partial<Input<'registration.make'>> = {}): Input<'registration.make'> => ({
  requestId: randomUUID(),
  noticeId,
  name: '周静',
  phone: '13800138000',
  answers: ['no', ''],
  ...over,
})

/** Registers a resident of their own. */
export async function registered(context: TestContext, town: Town, noticeId: string, over: Partial<Input<'registration.make'>> = {}) {
  const { id: personId, token } = await newResident(context, town)
  const notice = await granted(context, 'registration.make', registering(noticeId, over), token)
  return { notice, mine: notice.mine!, token, personId }
}

/** What must be true of all registrations at any time, as one query each: the rows that break it. */
export async function brokenPlaces({ db, now }: TestContext): Promise<Record<string, number>> {
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) => (await query.execute(db)).rows[0]!.count
  return {
    placeTwice: await count(sql`
      select count(*) from (
        select from registrations where seat is not null group by congress_id, notice_id, seat having count(*) > 1) twice`),
    moreThanPlaces: await count(sql`
      select count(*) from registrations r join notices n on n.congress_id = r.congress_id and n.id = r.notice_id
      where r.seat is not null and n.capacity is not null and r.seat > n.capacity`),
    personTwice: await count(sql`
      select count(*) from (
        select from registrations where state in ('waiting', 'offered', 'booked', 'arrived') and person_id is not null
        group by congress_id, notice_id, person_id having count(*) > 1) twice`),
    unusedWhileSomebodyWaits: await count(sql`
      select count(*) from notices n
      cross join lateral generate_series(1, n.capacity) seat
      where n.state = 'published' and n.starts_at > ${now()}::timestamptz
        and not exists (select from registrations r where r.congress_id = n.congress_id and r.notice_id = n.id and r.seat = seat.seat)
        and exists (select from registrations w where w.congress_id = n.congress_id and w.notice_id = n.id and w.state = 'waiting')`),
    outOfTurn: await count(sql`
      select count(*) from registrations o join registrations w
        on w.congress_id = o.congress_id and w.notice_id = o.notice_id and w.state = 'waiting' and w.queue_no < o.queue_no
      where o.state = 'offered'`),
    remindedForNothing: await count(sql`
      select count(*) from outbox o where o.kind = 'registration_reminder' and o.done_at is null and not exists (
        select from registrations r where r.congress_id = o.congress_id and r.notice_id = o.notice_id and r.person_id = o.person_id
          and r.state = 'booked')`),
  }
}

export const unbroken = {
  placeTwice: 0,
  moreThanPlaces: 0,
  personTwice: 0,
  unusedWhileSomebodyWaits: 0,
  outOfTurn: 0,
  remindedForNothing: 0,
}
