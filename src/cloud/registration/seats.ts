import { freePlaces } from '../../domain/registration'
import { offerEnds } from '../../domain/visit'
import type { Context } from '../context'
import { hasBegun, lockNotice, settingsOf, type NoticeRow } from '../notice/record'
import type { Congress } from '../operation'
import type { StepScope } from '../reception/record'
import { registrationsOf, remind, tellPerson, updateRegistration, type RegistrationRow } from './record'

/**
 * 候补递补: brings the places of a locked activity up to date and returns the lowest that is left, null where none is: offers
 * that were not taken lapse, and free places are offered in the order of the waiting list. While nothing is free the list is
 * not read; `isThorough` reads it, and ends it once the activity has begun.
 */
export async function settleSeats(scope: StepScope, notice: NoticeRow, { isThorough = false } = {}): Promise<number | null> {
  const { congress, at } = scope
  if (notice.state !== 'published' || !notice.takes_registrations) return null
  const isOver = hasBegun(notice, at)
  const seated = await registrationsOf(scope, notice).where('seat', 'is not', null).selectAll().orderBy('seat').execute()
  const isExpired = (row: RegistrationRow) => row.state === 'offered' && (isOver || row.offer_ends_at! <= at)
  for (const row of seated.filter(isExpired)) {
    await updateRegistration(scope, row, { state: 'lapsed', seat: null, offer_ends_at: null })
    await tellPerson(scope, row, 'registration_offer_lapsed')
  }
  const taken = seated.flatMap((row) => (isExpired(row) ? [] : row.seat!))
  // Without a number of places nobody ever waits, unless the number was taken away: then everybody who does gets one.
  const last = taken.at(-1) ?? 0
  const free = notice.capacity === null ? [last + 1] : freePlaces(notice.capacity, taken)
  if (free.length === 0 && !isThorough) return null
  const waiting = await registrationsOf(scope, notice).where('state', '=', 'waiting').selectAll().orderBy('queue_no').execute()
  if (isOver) {
    for (const row of waiting) {
      await updateRegistration(scope, row, { state: 'lapsed' })
      await tellPerson(scope, row, 'registration_not_reached')
    }
    return null
  }
  if (notice.capacity === null) {
    for (const [index, row] of waiting.entries()) {
      const booked = await updateRegistration(scope, row, { state: 'booked', seat: last + 1 + index })
      await tellPerson(scope, row, 'registration_booked')
      await remind(scope, booked, notice)
    }
    return last + 1 + waiting.length
  }
  const ends = offerEnds(at, notice.starts_at!, settingsOf(congress).offerMinutes)
  for (const [index, row] of waiting.slice(0, free.length).entries()) {
    await updateRegistration(scope, row, { state: 'offered', seat: free[index]!, offer_ends_at: ends })
    await tellPerson(scope, row, 'registration_offered')
  }
  return free[waiting.length] ?? null
}

/** For the timer: ends offers that were not taken in time and offers their places to the next. Returns how many activities it looked at. */
export async function moveUpRegistrations({ db, now }: Pick<Context, 'db' | 'now'>, congress: Congress): Promise<number> {
  const moving = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('state', 'in', ['waiting', 'offered'])
    .select('notice_id')
    .distinct()
    .orderBy('notice_id')
    .execute()
  for (const { notice_id } of moving)
    await db.transaction().execute(async (trx) => {
      const scope = { db: trx, congress, at: now(), actor: null }
      const notice = await lockNotice(scope, notice_id)
      if (notice) await settleSeats(scope, notice, { isThorough: true })
    })
  return moving.length
}
