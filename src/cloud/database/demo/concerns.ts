import { sql, type Insertable } from 'kysely'
import type { eventKinds, MessageKind } from '../../../contract/concern'
import { addDays, addWorkdays, dayOf } from '../../../domain/calendar'
import { concernNumber, type ConcernState, type Relation, type Verdict } from '../../../domain/concern'
import { boxOf, mercator, type Point } from '../../../domain/place'
import { route, type RoutingDeputy } from '../../../domain/routing'
import { sealContact } from '../../contact'
import type { Context } from '../../context'
import type { Database, EventData } from '../schema'
import { constituencies } from './district'
import type { Demo } from './fill'
import { lampPicture } from './picture'
import { idOf, seeded } from './random'
import { letters } from './texts'

type Ending = { state: ConcernState; verdict?: Verdict; isReopened?: boolean; isSentBack?: boolean; count: number }

/** 150 cases of everybody, in every state a case can be in. */
const endings: readonly Ending[] = [
  { state: 'unassigned', count: 12 },
  { state: 'unassigned', isSentBack: true, count: 4 },
  { state: 'assigned', count: 26 },
  { state: 'accepted', count: 26 },
  { state: 'accepted', verdict: 'not_settled', isReopened: true, count: 5 },
  { state: 'accepted', verdict: 'beside_the_point', isReopened: true, count: 3 },
  { state: 'asked', count: 12 },
  { state: 'answered', count: 16 },
  { state: 'answered', verdict: 'partly', count: 6 },
  { state: 'settled', verdict: 'settled', count: 32 },
  { state: 'withdrawn', count: 8 },
]
/** 50 open ones of one deputy: an inbox to work through. */
const inbox: readonly Ending[] = [
  { state: 'assigned', count: 24 },
  { state: 'accepted', count: 20 },
  { state: 'asked', count: 6 },
]

const HOUR_MS = 3_600_000
const spread = (all: readonly Ending[]) => all.flatMap((ending) => Array.from({ length: ending.count }, () => ending))

/** Puts in 200 concerns; their routing is what the domain's rules say, and their logs are what the steps would have written. */
export async function fillConcerns(context: Context, demo: Demo): Promise<void> {
  const { db, now, calendar, files, contactKey } = context
  const { congressId, deputies, stations, residentIds } = demo
  const random = seeded(2026)
  const map = constituencies().map(({ code, boundary }) => ({ id: idOf(`constituency ${code}`), boundary, box: boxOf(boundary) }))
  const open = new Map<string, number>()
  const asRouted = (): RoutingDeputy[] =>
    deputies.map(({ id, code, constituencyId, topics }) => ({
      id,
      code,
      constituencyId,
      topics,
      isOnRota: false,
      openCases: open.get(id) ?? 0,
    }))
  const rows: Insertable<Database['concerns']>[] = []
  const events: Insertable<Database['concern_events']>[] = []
  const messages: Insertable<Database['concern_messages']>[] = []
  const photos: Insertable<Database['photos']>[] = []
  const plan = [
    ...spread(endings).map((ending) => ({ ending, isInbox: false })),
    ...spread(inbox).map((ending) => ({ ending, isInbox: true })),
  ]
    .map((item, index) => ({ ...item, index, daysAgo: daysAgo(item.ending, index) }))
    .sort((a, b) => b.daysAgo - a.daysAgo)
  const counts = new Map<number, number>()

  for (const { ending, isInbox, index, daysAgo: days } of plan) {
    const id = idOf(`concern ${index}`)
    const letter = letters[index % letters.length]!
    // The first constituency is left to the deputy with the long inbox.
    const which = isInbox ? 0 : 1 + (index % (map.length - 1))
    const centre = constituencies()[which]!.centre
    const near = (): Point => ({
      lon: Number((centre.lon + (random() - 0.5) * 0.006).toFixed(6)),
      lat: Number((centre.lat + (random() - 0.5) * 0.005).toFixed(6)),
    })
    const isLost = ending.state === 'unassigned' && !ending.isSentBack
    const place = isLost ? (index % 3 === 0 ? null : { lon: centre.lon + 0.2, lat: centre.lat }) : near()
    const address = ['幸福里小区', '临江花园', '老纺织厂宿舍', '望月湾', '南塘村', '石桥菜场', '桃源新村', '柳堤小学'][index % 8]!
    const chosen = isInbox ? deputies[0]!.id : null
    const routing = route({
      chosenDeputyId: chosen,
      place,
      chosenConstituencyId: null,
      topics: [letter.topic, letter.topic.slice(0, 2)],
      constituencies: map,
      deputies: asRouted(),
    })
    const receivedAt = new Date(
      Math.min(now().getTime() - days * 24 * HOUR_MS - Math.floor(random() * 8) * HOUR_MS, now().getTime() - HOUR_MS),
    )
    const dueOn = addWorkdays(dayOf(receivedAt), 10, calendar)
    const isHeld = ['assigned', 'accepted', 'asked'].includes(ending.state)
    if (routing.deputyId && isHeld) open.set(routing.deputyId, (open.get(routing.deputyId) ?? 0) + 1)
    const assigneeId = ending.isSentBack ? null : routing.deputyId
    const stationId = deputies.find((deputy) => deputy.id === routing.deputyId)?.stationId ?? nearestStation(stations, place ?? centre)
    const reporterId = residentIds[index % residentIds.length]!
    const year = Number(dayOf(receivedAt).slice(0, 4))
    counts.set(year, (counts.get(year) ?? 0) + 1)

    let at = receivedAt.getTime()
    const log = (kind: (typeof eventKinds)[number], by: Relation | null, data: EventData = {}) => {
      events.push({
        congress_id: congressId,
        concern_id: id,
        seq: events.length,
        kind,
        by_relation: by,
        actor_id: by === 'reporter' ? reporterId : null,
        at: new Date(at),
        data: JSON.stringify(data),
      })
    }
    const first = events.length
    const write = (kind: MessageKind, by: Relation, text: string, isRead: boolean): EventData => {
      const messageId = idOf(`message ${id} ${messages.length}`)
      messages.push({
        congress_id: congressId,
        concern_id: id,
        id: messageId,
        seq: messages.filter(({ concern_id }) => concern_id === id).length + 1,
        kind,
        by_relation: by,
        author_id: by === 'reporter' ? reporterId : idOf(`person ${deputies.find((deputy) => deputy.id === routing.deputyId)?.key}`),
        deputy_id: by === 'assignee' ? routing.deputyId : null,
        text,
        at: new Date(at),
        read_at: isRead ? new Date(at + HOUR_MS) : null,
      })
      return { messageId }
    }
    /** Lets time pass, never past now. */
    const wait = (hours: number) => {
      at = Math.min(at + hours * HOUR_MS, now().getTime() - 60_000)
    }
    log('submitted', 'reporter')
    log('routed', null, routing.deputyId ? { deputyId: routing.deputyId } : {})
    let openedAt: Date | null = null
    const isOpened = ending.state !== 'unassigned' && ending.state !== 'withdrawn' && (ending.state !== 'assigned' || index % 2 === 0)
    if (isOpened && routing.deputyId) {
      wait(5)
      openedAt = new Date(at)
      log('opened', 'assignee', { deputyId: routing.deputyId })
    }
    if (ending.isSentBack && routing.deputyId) {
      wait(6)
      log('sent_back', 'assignee', {
        deputyId: routing.deputyId,
        ...write('sent_back', 'assignee', '这件事涉及两个区，请联络站看看由谁来办。', index % 2 === 0),
      })
    }
    if (ending.state === 'withdrawn') {
      wait(20)
      log('withdrawn', 'reporter')
    }
    if (['accepted', 'asked', 'answered', 'settled'].includes(ending.state)) {
      wait(3)
      log('accepted', 'assignee')
    }
    const asks = ending.state === 'asked' || ((ending.state === 'answered' || ending.state === 'settled') && index % 3 === 0)
    if (asks) {
      wait(10)
      log('asked', 'assignee', write('asked', 'assignee', letter.ask, ending.state !== 'asked' || index % 2 === 0))
    }
    if (asks && ending.state !== 'asked') {
      wait(8)
      log('replied', 'reporter', write('replied', 'reporter', '就在大门进去左手边，我给您写清楚了，谢谢您。', true))
    }
    if (ending.state === 'answered' || ending.state === 'settled' || ending.isReopened) {
      wait(60)
      log('answered', 'assignee', write('answered', 'assignee', letter.answer, ending.verdict !== undefined || index % 2 === 0))
    }
    if (ending.verdict) {
      wait(24)
      const words = {
        settled: '',
        partly: '比以前好了，还差一点。',
        not_settled: '修了两天又坏了。',
        beside_the_point: '答复里没有说我问的事。',
      }[ending.verdict]
      log('judged', 'reporter', { verdict: ending.verdict, ...(words && write('judged', 'reporter', words, false)) })
    }
    if (ending.isReopened) log('reopened', null)
    for (const [seq, event] of events.slice(first).entries()) event.seq = seq + 1

    rows.push({
      congress_id: congressId,
      id,
      number: concernNumber(year, counts.get(year)!),
      reporter_id: reporterId,
      state: ending.state,
      text: letter.text.replace('{place}', address),
      topic_code: letter.topic,
      lon: place?.lon ?? null,
      lat: place?.lat ?? null,
      address,
      constituency_id: routing.constituencyId,
      assignee_id: assigneeId,
      station_id: stationId,
      contact: sealContact({ name: '演示居民', phone: `1390000${String(index).padStart(4, '0')}` }, contactKey, id),
      may_call: index % 2 === 0,
      routing: JSON.stringify(routing),
      went_on_despite: null,
      received_at: receivedAt,
      due_on: ending.isReopened ? addWorkdays(dayOf(new Date(at)), 10, calendar) : dueOn,
      opened_at: openedAt,
      verdict: ending.verdict ?? null,
    })
    if (letter.topic === '01-02') {
      const photoId = idOf(`concern photo ${index}`)
      const bytes = lampPicture(false)
      await files.put(photoId, bytes)
      photos.push({
        congress_id: congressId,
        id: photoId,
        owner_id: reporterId,
        type: 'image/png',
        bytes: bytes.length,
        created_at: receivedAt,
        concern_id: id,
        message_id: null,
      })
    }
  }
  await db.insertInto('concerns').values(rows).execute()
  await db.insertInto('concern_events').values(events).execute()
  await db.insertInto('concern_messages').values(messages).execute()
  if (photos.length > 0) await db.insertInto('photos').values(photos).execute()
  for (const [year, last] of counts) {
    await db
      .insertInto('concern_counters')
      .values({ congress_id: congressId, year, last })
      .onConflict((conflict) => conflict.columns(['congress_id', 'year']).doUpdateSet({ last: sql`excluded.last` }))
      .execute()
  }

  /** Open cases came in within the last three weeks, so that some are overdue and some due today; the others may be older. */
  function daysAgo(ending: Ending, index: number): number {
    if (ending.isReopened || ending.state === 'answered') return 8 + (index % 14)
    if (ending.state === 'settled' || ending.state === 'withdrawn') return 12 + (index % 60)
    if (index % 10 === 0) return daysUntilDueToday()
    return index % 19
  }

  /** How many days ago a case came in that is due today; where today is no working day, two weeks. */
  function daysUntilDueToday(): number {
    for (let days = 10; days < 30; days += 1) if (addWorkdays(addDays(dayOf(now()), -days), 10, calendar) === dayOf(now())) return days
    return 14
  }
}

function nearestStation(stations: Demo['stations'], at: Point): string {
  const from = mercator(at)
  const far = (station: Demo['stations'][number]) => Math.hypot(mercator(station.at).x - from.x, mercator(station.at).y - from.y)
  return stations.reduce((best, station) => (far(station) < far(best) ? station : best)).id
}
