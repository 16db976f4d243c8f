import { randomUUID } from 'node:crypto'
import { handle } from '../../src/cloud/main'
import type { Origin } from '../../src/cloud/operation'
import { lexemesOf } from '../../src/cloud/search'
import { openSession } from '../../src/cloud/session/identify'
import { tick as tickOnce } from '../../src/cloud/tick'
import type { Input, OperationName, Output } from '../../src/contract'
import { boxOf, mercator, type Boundary, type Point } from '../../src/domain/place'
import { sql } from 'kysely'
import { recorded, type TestContext } from './database'

/** A small town of the tests' own: two constituencies side by side, three deputies, two stations. */
export interface Town {
  congressId: string
  code: string
  west: string
  east: string
  /** Deputies: Wang works on lamps in the west, Li is the other of the west, Zhao of the east. */
  wang: string
  li: string
  zhao: string
  /** Stations: the hall lies in the west and is Wang's and Li's, the home in the east is Zhao's. */
  hall: string
  home: string
  token: Record<'resident' | 'neighbour' | 'wang' | 'li' | 'zhao' | 'hallDesk' | 'homeDesk' | 'office', string>
  person: Town['token']
}

export const inWest: Point = { lon: 120.005, lat: 30.005 }
export const inEast: Point = { lon: 120.015, lat: 30.005 }
/** About 29 m west of the line between the two. */
export const nearLine: Point = { lon: 120.0097, lat: 30.005 }
export const outside: Point = { lon: 120.1, lat: 30.005 }

const square = (west: number): Boundary => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, 30],
        [west + 0.01, 30],
        [west + 0.01, 30.01],
        [west, 30.01],
        [west, 30],
      ],
    ],
  ],
})

/** Builds a town in a congress of its own. */
export async function buildTown({ db, now }: TestContext, code = 'TOWN'): Promise<Town> {
  const congressId = randomUUID()
  const at = now()
  await db
    .insertInto('congresses')
    .values({
      id: congressId,
      code,
      name: `${code}人大`,
      division_code: null,
      // Tests hand in the same lamp again and again.
      settings: JSON.stringify({ answerWithinWorkdays: 10, copiesAlone: 1000, handedInPerHour: 100_000 }),
      created_at: at,
    })
    .execute()
  await db
    .insertInto('topics')
    .values(
      [
        ['roads', null, '道路交通'],
        ['lamps', 'roads', '路灯'],
        ['schools', null, '教育'],
      ].map(([topic, parent, name], position) => ({
        congress_id: congressId,
        code: topic!,
        parent_code: parent ?? null,
        name: name!,
        position,
      })),
    )
    .execute()
  const constituency = async (name: string, boundary: Boundary) => {
    const id = randomUUID()
    const { west, south, east, north } = boxOf(boundary)
    await db
      .insertInto('constituencies')
      .values({
        congress_id: congressId,
        id,
        code: name,
        name,
        boundary: JSON.stringify(boundary),
        bounds: sql`box(point(${west}, ${south}), point(${east}, ${north}))`,
      })
      .execute()
    return id
  }
  const station = async (name: string, kind: 'home' | 'station', { lon, lat }: Point) => {
    const id = randomUUID()
    const { x, y } = mercator({ lon, lat })
    await db
      .insertInto('stations')
      .values({
        congress_id: congressId,
        id,
        code: name,
        kind,
        name,
        address: `${name}一号`,
        lon,
        lat,
        mercator: sql`point(${x}, ${y})`,
        division_code: null,
        phone: null,
        introduction: null,
        hours: JSON.stringify([{ weekdays: [1, 2, 3, 4, 5], from: 540, to: 1020 }]),
        search: sql`array_to_tsvector(${await lexemesOf(name)}::text[])`,
      })
      .execute()
    return id
  }
  const deputy = async (deputyCode: string, name: string, constituencyId: string, stationId: string, topics: string[]) => {
    const id = randomUUID()
    await db
      .insertInto('deputies')
      .values({
        congress_id: congressId,
        id,
        code: deputyCode,
        name,
        constituency_id: constituencyId,
        occupation: '教师',
        introduction: null,
        topics,
        photo_id: null,
        delegation: null,
        search: sql`array_to_tsvector(${await lexemesOf(name)}::text[])`,
      })
      .execute()
    await db.insertInto('station_deputies').values({ congress_id: congressId, station_id: stationId, deputy_id: id }).execute()
    return id
  }
  const west = await constituency('西选区', square(120))
  const east = await constituency('东选区', square(120.01))
  const hall = await station('西街联络站', 'station', { lon: 120.004, lat: 30.004 })
  const home = await station('东街代表之家', 'home', { lon: 120.016, lat: 30.004 })
  const wang = await deputy('001', '王小河', west, hall, ['lamps'])
  const li = await deputy('002', '李大山', west, hall, [])
  const zhao = await deputy('003', '赵长青', east, home, [])
  const person: Record<string, string> = {}
  const token: Record<string, string> = {}
  const join = async (
    key: keyof Town['token'],
    membership?: { role: 'deputy' | 'staff' | 'office'; deputy_id?: string; station_id?: string },
  ) => {
    const id = randomUUID()
    await db
      .insertInto('persons')
      .values({ congress_id: congressId, id, openid: null, demo_key: null, name: null, created_at: at })
      .execute()
    if (membership)
      await db
        .insertInto('memberships')
        .values({ congress_id: congressId, person_id: id, deputy_id: null, station_id: null, ...membership })
        .execute()
    person[key] = id
    token[key] = (await openSession(db, { congressId, personId: id, kind: 'desktop' }, at)).token
  }
  await join('resident')
  await join('neighbour')
  await join('wang', { role: 'deputy', deputy_id: wang })
  await join('li', { role: 'deputy', deputy_id: li })
  await join('zhao', { role: 'deputy', deputy_id: zhao })
  await join('hallDesk', { role: 'staff', station_id: hall })
  await join('homeDesk', { role: 'staff', station_id: home })
  await join('office', { role: 'office' })
  return { congressId, code, west, east, wang, li, zhao, hall, home, person: person as Town['token'], token: token as Town['token'] }
}

/** Calls an operation through the real entry point and gives what came back, refusals too. */
export async function call(context: TestContext, operation: string, input: unknown, token?: string, congress?: string, from?: Origin) {
  return handle(
    { operation, input, callId: 'test', ...(token && { token }), ...(congress && { congress }), ...(from && { from }) },
    recorded(context),
  )
}

/** Does what the timer does. */
export const tick = (context: TestContext, ...budget: [number?]) => tickOnce(recorded(context), ...budget)

/** Calls an operation that is expected to be granted. */
export async function granted<N extends OperationName>(
  context: TestContext,
  operation: N,
  input: Input<N>,
  token?: string,
): Promise<Output<N>> {
  const reply = await call(context, operation, input, token)
  if (!reply.ok) throw new Error(`${operation} was refused: ${JSON.stringify(reply.error)}`)
  return reply.output as Output<N>
}

/** The code of a refusal, or null where it was granted. */
export async function refusal(context: TestContext, operation: OperationName, input: unknown, token?: string): Promise<string | null> {
  const reply = await call(context, operation, input, token)
  return reply.ok ? null : reply.error.code
}

/** A concern about a street lamp in the west, ready to be handed in. */
export const lampConcern = (over: Partial<Input<'concern.submit'>> = {}): Input<'concern.submit'> => ({
  requestId: randomUUID(),
  text: '西街路口的路灯坏了两个星期，晚上看不见路。',
  topic: 'lamps',
  place: { at: inWest, address: '西街路口' },
  contact: { name: '张三', phone: '13800138000', mayCall: false },
  ...over,
})
