import type { Insertable } from 'kysely'
import { addWorkdays, dayOf } from '../../../domain/calendar'
import { concernNumber, openStates } from '../../../domain/concern'
import { boxOf, distanceM, type Point } from '../../../domain/place'
import { route, type Routing, type RoutingDeputy } from '../../../domain/routing'
import { sealContact } from '../../contact'
import type { Context } from '../../context'
import type { Database } from '../schema'
import { helpedReporter } from './assistance'
import { constituencies, middleOfLine } from './district'
import type { Demo } from './people'
import { lampPicture } from './picture'
import { ANSWER_WITHIN, plan, type Planned } from './plan'
import { idOf, seeded } from './random'
import { tell } from './story'
import { letters } from './texts'

const HOUR_MS = 3_600_000
const addresses = ['幸福里小区', '临江花园', '老纺织厂宿舍', '望月湾', '南塘村', '石桥菜场', '桃源新村', '柳堤小学']

/** Puts in 200 concerns; their routing is what the domain's rules say, and their logs are what the steps would have written. */
export async function fillConcerns(context: Context, demo: Demo): Promise<void> {
  const { db, now, calendar, contactKey } = context
  const { congressId, residentIds } = demo
  const router = demoRouter(demo)
  const random = seeded(2026)
  const counts = new Map<number, number>()
  const rows: Insertable<Database['concerns']>[] = []
  const events: Insertable<Database['concern_events']>[] = []
  const messages: Insertable<Database['concern_messages']>[] = []
  const photographed: { id: string; reporterId: string; at: Date }[] = []

  for (const planned of plan(now(), calendar)) {
    const { index, state, verdict, isReopened, isSentBack } = planned
    const id = idOf(`concern ${index}`)
    const letter = letters[index % letters.length]!
    const address = addresses[index % addresses.length]!
    const reporterId = helpedReporter(index) ?? residentIds[index % residentIds.length]!
    const hoursAgo = planned.daysAgo * 24 + Math.floor(random() * 8) + 1
    const receivedAt = new Date(now().getTime() - hoursAgo * HOUR_MS)
    const place = placeOf(planned, random)
    const { routing, stationId } = router(planned, place, letter.topic)
    const deputy = demo.deputies.find((each) => each.id === routing.deputyId)
    const cast = {
      congressId,
      concernId: id,
      reporterId,
      deputy: deputy ? { id: deputy.id, personId: idOf(`person ${deputy.key}`) } : null,
    }
    const story = tell(cast, letter, planned, receivedAt, now())
    events.push(...story.events)
    messages.push(...story.messages)
    const year = Number(dayOf(receivedAt).slice(0, 4))
    counts.set(year, (counts.get(year) ?? 0) + 1)
    rows.push({
      congress_id: congressId,
      id,
      number: concernNumber(year, counts.get(year)!),
      reporter_id: reporterId,
      state,
      text: letter.text.replace('{place}', address),
      topic_code: letter.topic,
      topic_by: letter.topic ? 'resident' : null,
      lon: place?.lon ?? null,
      lat: place?.lat ?? null,
      address,
      constituency_id: routing.constituencyId,
      assignee_id: isSentBack ? null : routing.deputyId,
      station_id: stationId,
      contact: sealContact({ name: '演示居民', phone: `1390000${String(index).padStart(4, '0')}` }, contactKey, id),
      may_call: index % 2 === 0,
      reveals_name: index % 2 === 0,
      reveal_to: index % 2 === 0 && !isSentBack ? routing.deputyId : null,
      routing: JSON.stringify(routing),
      went_on_despite: null,
      received_at: receivedAt,
      due_on: addWorkdays(dayOf(isReopened ? story.endedAt : receivedAt), ANSWER_WITHIN, calendar),
      opened_at: story.openedAt,
      verdict: verdict ?? null,
      shown_at: receivedAt,
      assigned_at: receivedAt,
      asked_on: state === 'asked' ? dayOf(story.endedAt) : null,
      times_reopened: isReopened ? 1 : 0,
    })
    if (letter.topic === '01-02') photographed.push({ id, reporterId, at: receivedAt })
  }
  await db.insertInto('concerns').values(rows).execute()
  await db.insertInto('concern_events').values(events).execute()
  await db.insertInto('concern_messages').values(messages).execute()
  await db
    .insertInto('concern_counters')
    .values([...counts].map(([year, last]) => ({ congress_id: congressId, year, last })))
    .execute()
  await addPhotos(context, congressId, photographed)
}

/** A desk's own case lies nowhere, on a line between two constituencies or outside the district; every other within its constituency, the first of which is left to the long inbox. */
function placeOf({ index, state, isSentBack, isInbox }: Planned, random: () => number): Point | null {
  const all = constituencies()
  const { centre } = all[isInbox ? 0 : 1 + (index % (all.length - 1))]!
  if (state === 'unassigned' && !isSentBack) return [null, middleOfLine(index), { lon: centre.lon + 0.2, lat: centre.lat }][index % 3]!
  const near = (middle: number, width: number) => Number((middle + (random() - 0.5) * width).toFixed(6))
  return { lon: near(centre.lon, 0.006), lat: near(centre.lat, 0.005) }
}

/** Routes by the domain's rules, counting the open cases as they come. */
function demoRouter({ deputies, stations }: Demo) {
  const map = constituencies().map(({ code, boundary }) => ({ id: idOf(`constituency ${code}`), boundary, box: boxOf(boundary) }))
  const routed: RoutingDeputy[] = deputies.map(({ id, code, constituencyId, topics }) => ({
    id,
    code,
    constituencyId,
    topics,
    isOnRota: false,
    openCases: 0,
  }))
  const [middle] = constituencies()
  return (planned: Planned, place: Point | null, topic: string): { routing: Routing; stationId: string } => {
    const routing = route({
      chosenDeputyId: planned.isInbox ? deputies[0]!.id : null,
      place,
      chosenConstituencyId: null,
      topics: [topic, topic.slice(0, 2)],
      constituencies: map,
      deputies: routed,
    })
    const deputy = routed.find(({ id }) => id === routing.deputyId)
    if (deputy && (openStates as readonly string[]).includes(planned.state)) deputy.openCases += 1
    const from = place ?? middle!.centre
    const nearest = stations.reduce((best, station) => (distanceM(from, station.at) < distanceM(from, best.at) ? station : best))
    return { routing, stationId: deputies.find(({ id }) => id === routing.deputyId)?.stationId ?? nearest.id }
  }
}

async function addPhotos(
  { db, files }: Context,
  congressId: string,
  concerns: readonly { id: string; reporterId: string; at: Date }[],
): Promise<void> {
  const bytes = lampPicture(false)
  const rows = concerns.map((concern) => ({
    congress_id: congressId,
    id: idOf(`photo ${concern.id}`),
    owner_id: concern.reporterId,
    type: 'image/png',
    bytes: bytes.length,
    created_at: concern.at,
    concern_id: concern.id,
    message_id: null,
    shown_at: concern.at,
  }))
  for (const { id } of rows) await files.put(id, bytes)
  await db.insertInto('photos').values(rows).execute()
}
