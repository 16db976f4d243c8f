import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { addDays, dayOf, type Calendar, type Day } from '../../domain/calendar'
import { firstAnnounceable, overlaps } from '../../domain/reception'
import { daysOfRota } from '../../domain/rota'
import { visitSettingsOf } from '../../domain/visit'
import { allCongresses } from '../congress/find'
import type { Context } from '../context'
import type { Database, Settings } from '../database/schema'
import type { Congress } from '../operation'
import { recordReception, tellMembers, type StepScope } from '../reception/record'

export type RotaRow = Selectable<Database['rotas']>

interface Planned {
  on: Day
  deputyId: string
}

/** The days of a rota that may still be announced in time, as far ahead as one may book, each with whose turn it is. */
export function plannedDays(rota: RotaRow, now: Date, calendar: Calendar, settings: Settings): Planned[] {
  const { announceDays, horizonDays } = visitSettingsOf(settings.visits)
  const today = dayOf(now)
  const { rule, on_holiday, since_on, until_on } = rota
  return daysOfRota(
    { rule, onHoliday: on_holiday, since: since_on, until: until_on },
    firstAnnounceable(today, announceDays),
    addDays(today, horizonDays),
    calendar,
  ).map(({ on, turn }) => ({ on, deputyId: rota.deputy_ids[turn % rota.deputy_ids.length]! }))
}

/** Receptions of a rota for its days from one on, wherever they were moved to; in the order in which they are locked. */
export const receptionsOf = (db: Kysely<Database>, rota: Pick<RotaRow, 'congress_id' | 'id'>, from: Day) =>
  db
    .selectFrom('receptions')
    .where('congress_id', '=', rota.congress_id)
    .where('rota_id', '=', rota.id)
    .where('rota_on', '>=', from)
    .selectAll()
    .orderBy('id')

/**
 * Puts in the planned days of a rota that are not there yet. A day that one of its deputies cannot hold, since they receive
 * elsewhere, is left to the desk; a day that was closed or moved away is not made again. Returns how many were added.
 */
export async function addPlanned(scope: StepScope, rota: RotaRow, days: readonly Planned[]): Promise<number> {
  const { db, congress } = scope
  if (days.length === 0) return 0
  const own = await receptionsOf(db, rota, days[0]!.on).execute()
  const busy = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where('deputy_id', 'in', rota.deputy_ids)
    .where('on_day', '>=', days[0]!.on)
    .select(['deputy_id', 'on_day as on', 'from_minute as from', 'to_minute as to', 'state'])
    .execute()
  const times = (on: Day) => ({ on, from: rota.from_minute, to: rota.to_minute })
  const wanted = days.filter(
    ({ on, deputyId }) =>
      !own.some((row) => row.rota_on === on) &&
      !busy.some((other) => other.deputy_id === deputyId && other.state !== 'closed' && overlaps(other, times(on))),
  )
  if (wanted.length === 0) return 0
  const made = await db
    .insertInto('receptions')
    .values(
      wanted.map(({ on, deputyId }) => ({
        congress_id: congress.id,
        id: randomUUID(),
        station_id: rota.station_id,
        deputy_id: deputyId,
        on_day: on,
        from_minute: rota.from_minute,
        to_minute: rota.to_minute,
        state: 'planned' as const,
        slot_minutes: rota.slot_minutes,
        capacity: rota.capacity,
        rota_id: rota.id,
        rota_on: on,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'deputy_id'])
    .execute()
  for (const { id, deputy_id } of made)
    await recordReception(scope, id, { kind: 'planned', by: scope.actor ? 'desk' : null, data: { deputyId: deputy_id } })
  // One message a deputy, however many days: 我的接待 lists them.
  for (const deputyId of new Set(made.map(({ deputy_id }) => deputy_id)))
    await tellMembers(scope, made.find(({ deputy_id }) => deputy_id === deputyId)!.id, 'reception_planned', { deputyId })
  return made.length
}

/**
 * Takes back planned days from one on that the rota does not have any more: the holidays of the year were published since.
 * What a deputy has confirmed, or what was moved, is the desk's to settle.
 */
async function dropPlanned(db: Kysely<Database>, rota: RotaRow, days: readonly Planned[], from: Day): Promise<void> {
  const gone = (await receptionsOf(db, rota, from).where('state', '=', 'planned').forUpdate().execute()).filter(
    ({ on_day, rota_on }) => on_day === rota_on && !days.some(({ on }) => on === rota_on),
  )
  await takeOff(db, rota.congress_id, gone)
}

/** Takes planned days away. */
export async function takeOff(db: Kysely<Database>, congressId: string, days: readonly { id: string }[]): Promise<void> {
  if (days.length === 0) return
  await db
    .deleteFrom('receptions')
    .where('congress_id', '=', congressId)
    .where(
      'id',
      'in',
      days.map(({ id }) => id),
    )
    .execute()
}

/** For the timer: once a day each rota's days that came into sight become planned receptions. Returns how many were added. */
export async function extendRotasIn({ db, now, calendar }: Pick<Context, 'db' | 'now' | 'calendar'>, congress: Congress): Promise<number> {
  const at = now()
  const today = dayOf(at)
  const due = (of: Kysely<Database>) => of.selectFrom('rotas').where('congress_id', '=', congress.id).where('extended_on', '<', today)
  let added = 0
  for (const { id } of await due(db).select('id').orderBy('id').execute())
    added += await db.transaction().execute(async (trx) => {
      const rota = await due(trx).where('id', '=', id).selectAll().forUpdate().executeTakeFirst()
      if (!rota) return 0
      await trx.updateTable('rotas').set({ extended_on: today }).where('congress_id', '=', congress.id).where('id', '=', id).execute()
      const days = plannedDays(rota, at, calendar, congress.settings)
      await dropPlanned(trx, rota, days, firstAnnounceable(today, visitSettingsOf(congress.settings.visits).announceDays))
      return addPlanned({ db: trx, congress, at, actor: null }, rota, days)
    })
  return added
}

/** The same in every congress. */
export async function extendRotas(context: Pick<Context, 'db' | 'now' | 'calendar'>): Promise<number> {
  let added = 0
  for (const congress of await allCongresses(context)) added += await extendRotasIn(context, congress)
  return added
}
