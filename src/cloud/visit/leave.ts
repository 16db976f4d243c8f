import { lockReceptions } from '../reception/record'
import type { ChangeScope } from '../operation'
import { recordVisit, remind, startOf, updateVisit } from './record'
import { settleSeats } from './seats'

/** Gives back every place that a person holds or waits for, whatever the notice time: who leaves does not come. */
export async function giveBackVisits(scope: ChangeScope): Promise<void> {
  const { db, congress, actor } = scope
  const open = () =>
    db
      .selectFrom('visits')
      .where('congress_id', '=', congress.id)
      .where('visitor_id', '=', actor.personId)
      .where('state', 'in', ['waiting', 'offered', 'booked'])
      .selectAll()
  const seen = await open().execute()
  if (seen.length === 0) return
  const receptions = await lockReceptions(scope, [...new Set(seen.map(({ reception_id }) => reception_id))])
  for (const row of await open().execute()) {
    const reception = receptions.find(({ id }) => id === row.reception_id)
    // Moved to another day in between: the retention job finds it by its visitor, who is gone.
    if (!reception) continue
    const startsAt = startOf(row, reception)
    const cancelled = await updateVisit(scope, row, { state: 'cancelled', seat: null, offer_ends_at: null }, { isShown: true })
    await recordVisit(scope, row.id, { kind: 'cancelled', by: 'visitor', data: startsAt ? { startsAt: startsAt.toISOString() } : {} })
    await remind(scope, cancelled, reception)
  }
  for (const reception of receptions) await settleSeats(scope, reception)
}
