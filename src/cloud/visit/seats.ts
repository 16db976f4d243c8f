import type { NotificationKind } from '../../domain/notification'
import { slotCount, slotStart } from '../../domain/reception'
import { freeSeats, isBookable, moveUpInto, offerEnds, type Seat } from '../../domain/visit'
import { allCongresses } from '../congress/find'
import type { Context } from '../context'
import type { Congress } from '../operation'
import { lockReceptions, timesOf, type ReceptionRow, type StepScope } from '../reception/record'
import { recordVisit, settingsOf, startOf, tellVisitor, updateVisit, type VisitRow } from './record'

/**
 * 候补递补: brings the places of a locked reception up to date and returns those that are left: offers that were not taken
 * lapse, and free places are offered in the order of the waiting list. While nothing is free the list is not read, so that
 * many may join it at once; `isThorough` reads it and tells who waits for what can no longer come.
 */
export async function settleSeats(scope: StepScope, reception: ReceptionRow, { isThorough = false } = {}): Promise<Seat[]> {
  if (reception.state !== 'confirmed') return []
  const { congress, at } = scope
  const { noticeMinutes, offerMinutes } = settingsOf(congress)
  const times = timesOf(reception)
  const seated = await visitsOf(scope, reception).where('seat', 'is not', null).selectAll().execute()
  const isExpired = (row: VisitRow) => row.state === 'offered' && row.offer_ends_at! <= at
  for (const row of seated.filter(isExpired)) await lapse(scope, row, reception, 'visit_offer_lapsed')
  const taken = seated.flatMap((row) => (isExpired(row) ? [] : { slot: row.slot!, seat: row.seat! }))
  const free = freeSeats(times, taken, at, noticeMinutes)
  if (free.length === 0 && !isThorough) return free

  const last = slotCount(times) - 1
  const canCome = (row: VisitRow) => last >= 0 && isBookable(slotStart(times, row.wanted_slot ?? last), at, noticeMinutes)
  const waiting = await visitsOf(scope, reception).where('state', '=', 'waiting').selectAll().orderBy('queue_no').execute()
  for (const row of waiting.filter((each) => !canCome(each))) await lapse(scope, row, reception, 'visit_not_reached')
  const offers = moveUpInto(
    free,
    waiting.filter(canCome).map(({ id, wanted_slot }) => ({ id, slot: wanted_slot })),
  )
  for (const { id, seat } of offers) {
    const startsAt = slotStart(times, seat.slot)
    const row = waiting.find((each) => each.id === id)!
    await updateVisit(scope, row, { state: 'offered', ...seat, offer_ends_at: offerEnds(at, startsAt, offerMinutes) }, { isShown: false })
    await recordVisit(scope, id, { kind: 'offered', by: null, data: { startsAt: startsAt.toISOString() } })
    await tellVisitor(scope, row, 'visit_offered')
  }
  return free.filter(({ slot, seat }) => !offers.some((offer) => offer.seat.slot === slot && offer.seat.seat === seat))
}

const visitsOf = ({ db, congress }: Pick<StepScope, 'db' | 'congress'>, { id }: ReceptionRow) =>
  db.selectFrom('visits').where('congress_id', '=', congress.id).where('reception_id', '=', id)

async function lapse(scope: StepScope, row: VisitRow, reception: ReceptionRow, kind: NotificationKind): Promise<void> {
  await updateVisit(scope, row, { state: 'lapsed', seat: null, offer_ends_at: null }, { isShown: false })
  const startsAt = startOf(row, reception)
  await recordVisit(scope, row.id, { kind: 'lapsed', by: null, data: startsAt ? { startsAt: startsAt.toISOString() } : {} })
  await tellVisitor(scope, row, kind)
}

/** For the timer: ends offers that were not taken in time and offers their places to the next. Returns how many receptions it looked at. */
export async function moveUpIn({ db, now }: Pick<Context, 'db' | 'now'>, congress: Congress): Promise<number> {
  const receptions = await db
    .selectFrom('visits')
    .where('congress_id', '=', congress.id)
    .where('state', 'in', ['waiting', 'offered'])
    .select('reception_id')
    .distinct()
    .orderBy('reception_id')
    .execute()
  for (const { reception_id } of receptions)
    await db.transaction().execute(async (trx) => {
      const scope = { db: trx, congress, at: now(), actor: null }
      const [reception] = await lockReceptions(scope, [reception_id])
      if (reception) await settleSeats(scope, reception, { isThorough: true })
    })
  return receptions.length
}

/** The same in every congress. */
export async function moveUp(context: Pick<Context, 'db' | 'now'>): Promise<number> {
  let looked = 0
  for (const congress of await allCongresses(context)) looked += await moveUpIn(context, congress)
  return looked
}
