import type { Insertable } from 'kysely'
import { addDays, dayOf } from '../../../domain/calendar'
import { slotCount, slotStart } from '../../../domain/reception'
import { visitDefaults, type VisitNeed, type VisitState } from '../../../domain/visit'
import type { VisitEventKind } from '../../../contract/visit'
import type { Context } from '../../context'
import { timesOf, type ReceptionRow } from '../../reception/record'
import { plannedDays, type RotaRow } from '../../rota/expand'
import type { Database } from '../schema'
import type { Demo } from './people'
import { idOf } from './random'

/** What residents come to talk about, with the topic it belongs to. */
const subjects = [
  ['04-03', '六层老楼想加装电梯，想当面问问怎么走程序。', []],
  ['07-03', '社区坡道太陡，轮椅上不去。', ['wheelchair']],
  ['01-03', '早高峰公交太挤，想说说加班次的事。', []],
  ['08-01', '楼下广场舞太晚，我上夜班睡不着。', []],
  ['06-02', '外地医保报销的事，想请代表帮着问问。', ['interpreter']],
  ['07-01', '老年食堂什么时候能重新开门？', []],
  ['05-02', '学校门口没有减速带，接孩子提心吊胆。', []],
  ['10-02', '小区没有充电棚，飞线充电太危险。', ['sign_language']],
] as const satisfies readonly (readonly [string, string, readonly VisitNeed[]])[]

const DAY_MS = 86_400_000
/** Bookings of each of today's receptions, and how many of them have not come. */
const TODAY = 3
const LATE = 2

/** Puts in a rota that waits to be confirmed, and visits: coming ones, a full day with somebody waiting, today's at the door, and past ones with what was promised. */
export async function fillVisits(context: Context, { congressId, stations, residentIds }: Demo): Promise<void> {
  const { db, now } = context
  const at = now()
  const today = dayOf(at)
  await fillRota(context, congressId, stations[0]!.id)
  const receptions = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congressId)
    .where('state', '=', 'confirmed')
    .where('on_day', '>=', addDays(today, -28))
    .where('on_day', '<=', addDays(today, visitDefaults.horizonDays))
    .selectAll()
    .orderBy('on_day')
    .orderBy('station_id')
    .execute()
  const visits: Insertable<Database['visits']>[] = []
  const events: Insertable<Database['visit_events']>[] = []
  const onDay = new Set<string>()
  const open = new Map<string, number>()

  /** One visit of a resident, unless they have one that day or as many as one may. */
  const put = (reception: ReceptionRow, resident: number, slot: number, state: VisitState) => {
    const residentId = residentIds[resident % residentIds.length]!
    const key = `${reception.on_day} ${residentId}`
    const isOpen = ['waiting', 'booked', 'arrived'].includes(state)
    if (onDay.has(key) || (isOpen && (open.get(residentId) ?? 0) >= visitDefaults.openVisitsMax)) return
    onDay.add(key)
    if (isOpen) open.set(residentId, (open.get(residentId) ?? 0) + 1)
    const id = idOf(`visit ${reception.id} ${slot} ${state}`)
    const startsAt = slotStart(timesOf(reception), slot)
    const bookedAt = new Date(Math.min(startsAt.getTime() - 5 * DAY_MS, at.getTime() - 3_600_000))
    const arrivedAt = new Date(startsAt.getTime() - 4 * 60_000)
    const [topic, about, needs] = subjects[resident % subjects.length]!
    const isWaiting = state === 'waiting'
    visits.push({
      congress_id: congressId,
      id,
      reception_id: reception.id,
      visitor_id: residentId,
      state,
      slot: isWaiting ? null : slot,
      seat: isWaiting ? null : 1,
      wanted_slot: null,
      queue_no: isWaiting ? slot + 1 : null,
      offer_ends_at: null,
      code: codeOf(id),
      topic_code: topic,
      about,
      people: 1 + (resident % 2),
      needs: [...needs],
      created_at: bookedAt,
      changed_at: bookedAt,
      ...(['arrived', 'received', 'unmet'].includes(state) && { arrived_at: arrivedAt }),
      ...(state === 'received' && {
        said: `${about}（当面说明了情况，并看了现场照片。）`,
        promised: '两周内向主管部门了解，并告诉您结果。',
        promised_on: addDays(reception.on_day, 14),
      }),
    })
    const log = (kind: VisitEventKind, by: 'visitor' | 'desk' | 'receiver', when: Date) =>
      events.push({
        congress_id: congressId,
        visit_id: id,
        seq: events.filter(({ visit_id }) => visit_id === id).length + 1,
        kind,
        by_relation: by,
        actor_id: by === 'visitor' ? residentId : null,
        at: when,
        data: JSON.stringify(isWaiting ? {} : { startsAt: startsAt.toISOString() }),
      })
    log(isWaiting ? 'waited' : 'booked', 'visitor', bookedAt)
    if (['arrived', 'received', 'unmet'].includes(state)) log('arrived', 'desk', arrivedAt)
    const endedAt = new Date(startsAt.getTime() + 15 * 60_000)
    if (state === 'received') log('minutes', 'receiver', endedAt)
    if (state === 'missed') log('missed', 'desk', endedAt)
    if (state === 'unmet') log('unmet', 'visitor', endedAt)
  }

  const slotsOf = (reception: ReceptionRow) => slotCount(timesOf(reception))
  // First, so that nobody has too many bookings already.
  const full = receptions.find((reception) => reception.on_day >= addDays(today, 4) && slotsOf(reception) < residentIds.length)
  if (full) {
    for (let slot = 0; slot < slotsOf(full); slot += 1) put(full, slot + 1, slot, 'booked')
    put(full, 0, 0, 'waiting')
  }
  // A resident has one visit a day: those of today go to the first station before all others.
  const isFirst = (reception: ReceptionRow) => Number(reception.on_day === today && reception.station_id === stations[0]!.id)
  for (const [index, reception] of receptions.toSorted((a, b) => isFirst(b) - isFirst(a)).entries()) {
    const isSoon = reception.on_day > today && reception.on_day <= addDays(today, 30)
    if (reception.on_day === today) {
      // Who is already there depends on the hour at which the demo is opened.
      for (let slot = 0; slot < Math.min(TODAY, slotsOf(reception)); slot += 1) {
        // The last ones are late, at whatever hour.
        const isThere = slot < TODAY - LATE && slotStart(timesOf(reception), slot).getTime() < at.getTime()
        put(reception, index * TODAY + slot, slot, isThere ? 'arrived' : 'booked')
      }
    } else if (isSoon && index % 3 === 0 && reception !== full) put(reception, index, index % slotsOf(reception), 'booked')
    else if (reception.on_day < today)
      put(reception, index, index % slotsOf(reception), index % 7 === 0 ? 'missed' : index % 11 === 0 ? 'unmet' : 'received')
  }
  await db.insertInto('visits').values(visits).execute()
  await db.insertInto('visit_events').values(events).execute()
}

/** The first station's desk has put up a rota for the second Thursdays that its deputies have not confirmed. */
async function fillRota({ db, now, calendar }: Context, congressId: string, stationId: string): Promise<void> {
  const members = await db
    .selectFrom('station_deputies')
    .innerJoin('deputies', (join) => join.onRef('deputies.congress_id', '=', 'station_deputies.congress_id').onRef('id', '=', 'deputy_id'))
    .where('station_deputies.congress_id', '=', congressId)
    .where('station_id', '=', stationId)
    .select('deputy_id')
    .orderBy('code')
    .execute()
  const rota: RotaRow = {
    congress_id: congressId,
    id: idOf('rota 1'),
    station_id: stationId,
    deputy_ids: members.map(({ deputy_id }) => deputy_id),
    rule: { kind: 'monthly', weekday: 4, nth: 2 },
    on_holiday: 'next_workday',
    from_minute: 14 * 60,
    to_minute: 16 * 60,
    slot_minutes: 20,
    capacity: 1,
    since_on: addDays(dayOf(now()), -60),
    until_on: null,
    extended_on: dayOf(now()),
  }
  await db
    .insertInto('rotas')
    .values({ ...rota, rule: JSON.stringify(rota.rule) })
    .execute()
  const days = plannedDays(rota, now(), calendar, { answerWithinWorkdays: 1 })
  await db
    .insertInto('receptions')
    .values(
      days.map(({ on, deputyId }) => ({
        congress_id: congressId,
        id: idOf(`reception of rota 1 ${on}`),
        station_id: stationId,
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
    .execute()
}

/** A check-in code that is the same at every start: sixteen of the letters that are used stand for the digits of the id. */
const codeOf = (id: string) =>
  id
    .replaceAll('-', '')
    .slice(0, 6)
    .replace(/[0-9a-f]/g, (digit) => '23456789ABCDEFGH'[parseInt(digit, 16)]!)
