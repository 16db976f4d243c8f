import { sql, type Insertable, type Kysely } from 'kysely'
import { addDays, dayOf } from '../../../domain/calendar'
import { boxOf, distanceM, mercator } from '../../../domain/place'
import { makeShortCodes } from '../../code/make'
import { defaultTopics } from '../../congress/default-topics'
import type { Context } from '../../context'
import { lexemesOf } from '../../search'
import type { Database } from '../schema'
import { fillBusLine } from './bus-line'
import { fillConcerns } from './concerns'
import { fillExposure } from './exposure'
import { CONGRESS, constituencies, divisions, streets } from './district'
import { nameOf, occupations, type DemoDeputy, type DemoStation } from './people'
import { fillPersons } from './members'
import { housePicture } from './picture'
import { ANSWER_WITHIN } from './plan'
import { idOf } from './random'
import { openTopics } from './topics'
import { fillFollow } from './follow'
import { fillVisits } from './visits'

const DEPUTIES_EACH = 3
const HOURS = [
  { weekdays: [1, 2, 3, 4, 5], from: 9 * 60, to: 12 * 60 },
  { weekdays: [1, 2, 3, 4, 5], from: 14 * 60, to: 17 * 60 },
]

/** Puts in 云溪区 once: congress, streets, constituencies, 40 stations, 60 deputies, their receptions, 200 concerns in every state, and a dozen on one bus line. */
export async function fillDemo(context: Context, report: (line: string) => void): Promise<void> {
  const known = await context.db.selectFrom('congresses').where('code', '=', CONGRESS.code).select('id').executeTakeFirst()
  if (known) return
  report('Putting in demo data …')
  await context.db.transaction().execute(async (db) => {
    const within = { ...context, db }
    const congressId = idOf('congress')
    await fillCongress(within, congressId)
    const stations = await fillStations(within, congressId)
    const deputies = await fillDeputies(within, congressId, stations)
    await fillReceptions(within, congressId, stations, deputies)
    const residentIds = await fillPersons(within, congressId, stations, deputies)
    await fillConcerns(within, { congressId, stations, deputies, residentIds })
    await fillExposure(within, congressId)
    await openTopics(within, congressId)
    await fillFollow(within, { congressId, stations, deputies, residentIds })
    await fillVisits(within, { congressId, stations, deputies, residentIds })
    await fillBusLine(within, { congressId, stations, deputies, residentIds })
  })
}

async function fillCongress({ db, now }: Context, congressId: string): Promise<void> {
  await db
    .insertInto('congresses')
    .values({
      id: congressId,
      code: CONGRESS.code,
      name: CONGRESS.name,
      division_code: CONGRESS.division,
      settings: JSON.stringify({ answerWithinWorkdays: ANSWER_WITHIN }),
      created_at: now(),
    })
    .execute()
  await db
    .insertInto('divisions')
    .values(
      divisions().map(({ code, parentCode, name, centre }) => ({ code, parent_code: parentCode, name, lon: centre.lon, lat: centre.lat })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('topics')
    .values(
      defaultTopics().map(({ code, parentCode, name }, position) => ({
        congress_id: congressId,
        code,
        parent_code: parentCode,
        name,
        position,
      })),
    )
    .execute()
  await db
    .insertInto('constituencies')
    .values(
      constituencies().map(({ code, name, boundary }) => {
        const { west, south, east, north } = boxOf(boundary)
        return {
          congress_id: congressId,
          id: idOf(`constituency ${code}`),
          code,
          name,
          boundary: JSON.stringify(boundary),
          bounds: sql`box(point(${west}, ${south}), point(${east}, ${north}))`,
        }
      }),
    )
    .execute()
}

async function fillStations({ db, now, files }: Context, congressId: string): Promise<DemoStation[]> {
  const places = divisions().filter(({ code }) => code.length > 6)
  const stations = places.map(({ code: division, name: community, centre }, index) => {
    const isHome = index % 5 === 0
    const street = streets[Math.floor(index / 5)]!
    return {
      id: idOf(`station ${index + 1}`),
      code: `S${String(index + 1).padStart(2, '0')}`,
      kind: isHome ? ('home' as const) : ('station' as const),
      name: isHome ? `${street}街道人大代表之家` : `${community}人大代表联络站`,
      address: `云溪区${street}路${((index * 37) % 200) + 1}号${community.replace('社区', '')}党群服务中心一楼`,
      at: { lon: centre.lon + (((index * 13) % 7) - 3) * 0.0006, lat: centre.lat + (((index * 11) % 7) - 3) * 0.0005 },
      division,
    }
  })
  const photos = stations.map((_, index) => ({ id: idOf(`station photo ${index + 1}`), bytes: housePicture(index / stations.length) }))
  for (const { id, bytes } of photos) await files.put(id, bytes)
  await db
    .insertInto('photos')
    .values(
      photos.map(({ id, bytes }) => ({
        congress_id: congressId,
        id,
        owner_id: null,
        type: 'image/png',
        bytes: bytes.length,
        created_at: now(),
        concern_id: null,
        message_id: null,
        is_public: true,
        shown_at: now(),
      })),
    )
    .execute()
  const rows: Insertable<Database['stations']>[] = []
  for (const [index, { id, code, kind, name, address, at, division }] of stations.entries()) {
    const { x, y } = mercator(at)
    rows.push({
      congress_id: congressId,
      id,
      code,
      kind,
      name,
      address,
      lon: at.lon,
      lat: at.lat,
      mercator: sql`point(${x}, ${y})`,
      division_code: division,
      // 555 is nobody's exchange.
      phone: `0579-555${String(1000 + index)}`,
      introduction: '有事请进来坐坐。工作人员会记下您说的事，转给代表，并告诉您后来怎样。',
      hours: JSON.stringify(HOURS),
      photo_ids: [photos[index]!.id],
      search: sql`array_to_tsvector(${await lexemesOf(name, address)}::text[])`,
    })
  }
  await db.insertInto('stations').values(rows).execute()
  await makeShortCodes(
    db,
    congressId,
    'station',
    stations.map(({ id }) => id),
  )
  await fillNotices(db, congressId, stations, now())
  return stations
}

async function fillNotices(db: Kysely<Database>, congressId: string, stations: readonly DemoStation[], at: Date): Promise<void> {
  const DAY_MS = 86_400_000
  await db
    .insertInto('notices')
    .values(
      stations.map(({ id }, index) => ({
        congress_id: congressId,
        id: idOf(`notice ${index + 1}`),
        station_id: id,
        title: index % 2 ? '本月代表接待安排' : '“我为小区提一条”意见征集',
        text:
          index % 2
            ? '本月接待日已排好，来之前可以先在这里看看哪位代表在。行动不便的居民请打电话，我们上门。'
            : '停车、充电、老年食堂，您最想先办哪一件？请到站里写下来，或在小程序里反映。',
        published_at: new Date(at.getTime() - (index % 9) * DAY_MS),
      })),
    )
    .execute()
}

async function fillDeputies({ db }: Context, congressId: string, stations: readonly DemoStation[]): Promise<DemoDeputy[]> {
  const tops = defaultTopics().filter(({ parentCode }) => parentCode === null)
  const deputies: DemoDeputy[] = []
  const members: Insertable<Database['station_deputies']>[] = []
  const rows: Insertable<Database['deputies']>[] = []
  for (const [at, constituency] of constituencies().entries()) {
    const near = [...stations].sort((a, b) => distanceM(a.at, constituency.centre) - distanceM(b.at, constituency.centre))
    for (let seat = 0; seat < DEPUTIES_EACH; seat += 1) {
      const index = at * DEPUTIES_EACH + seat
      const id = idOf(`deputy ${index + 1}`)
      const code = String(index + 1).padStart(3, '0')
      const topics = [tops[index % tops.length]!.code, tops[(index * 5 + 3) % tops.length]!.code]
      const stationId = near[seat]!.id
      deputies.push({
        id,
        code,
        key: `deputy-${index + 1}`,
        name: nameOf(index),
        constituencyId: idOf(`constituency ${constituency.code}`),
        topics,
        stationId,
      })
      members.push({ congress_id: congressId, station_id: stationId, deputy_id: id })
      const occupation = occupations[(index * 4) % occupations.length]!
      rows.push({
        congress_id: congressId,
        id,
        code,
        name: nameOf(index),
        constituency_id: idOf(`constituency ${constituency.code}`),
        occupation,
        introduction: `我是${occupation}，就住在${constituency.name}。大家的事，能说清楚的我当面说，要跑的我去跑，办不了的也会告诉您为什么。`,
        topics,
        photo_id: null,
        delegation: `${streets[at % streets.length]}代表团`,
        search: sql`array_to_tsvector(${await lexemesOf(nameOf(index))}::text[])`,
      })
    }
  }
  await db.insertInto('deputies').values(rows).execute()
  await makeShortCodes(
    db,
    congressId,
    'deputy',
    deputies.map(({ id }) => id),
  )
  // A station that is nobody's nearest is looked after by the deputies who live least far from it.
  for (const station of stations.filter(({ id }) => !members.some(({ station_id }) => station_id === id))) {
    const [home] = constituencies().sort((a, b) => distanceM(a.centre, station.at) - distanceM(b.centre, station.at))
    for (const deputy of deputies.filter(({ constituencyId }) => constituencyId === idOf(`constituency ${home!.code}`)))
      members.push({ congress_id: congressId, station_id: station.id, deputy_id: deputy.id })
  }
  await db.insertInto('station_deputies').values(members).execute()
  return deputies
}

/** Each station receives every fourth week (月进站), a few of them today. */
async function fillReceptions(
  { db, now, calendar }: Context,
  congressId: string,
  stations: readonly DemoStation[],
  deputies: readonly DemoDeputy[],
): Promise<void> {
  const today = dayOf(now())
  const members = await db
    .selectFrom('station_deputies')
    .where('congress_id', '=', congressId)
    .select(['station_id', 'deputy_id'])
    .execute()
  const codeOf = new Map(deputies.map(({ id, code }) => [id, code]))
  const rows = stations.flatMap(({ id }, index) => {
    const own = members
      .filter(({ station_id }) => station_id === id)
      .sort((a, b) => codeOf.get(a.deputy_id)!.localeCompare(codeOf.get(b.deputy_id)!))
    return [-2, -1, 0, 1, 2].flatMap((round) => {
      let day = addDays(today, round * 28 + (index % 5 === 0 ? 0 : 1 + ((index * 3) % 26)))
      while (!calendar.isWorkday(day) && day !== today) day = addDays(day, 1)
      const from = index % 2 ? 14 * 60 + 30 : 9 * 60
      const deputy = own[(round + 2) % own.length]!
      return {
        congress_id: congressId,
        id: idOf(`reception ${index + 1} ${round}`),
        station_id: id,
        deputy_id: deputy.deputy_id,
        on_day: day,
        from_minute: from,
        to_minute: from + 150,
        // The residents of the demo are few: a home's long talks fill up, so that a waiting list can be seen.
        slot_minutes: index % 5 === 0 ? 50 : 15,
      }
    })
  })
  await db.insertInto('receptions').values(rows).execute()
}
