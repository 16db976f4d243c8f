import type { Context } from '../../context'
import { openSession } from '../../session/identify'
import { CONGRESS } from './district'
import { residents } from './people'

export interface DemoPerson {
  /** What `/demo/sign-in` takes. */
  person: string
  name: string
  role: 'resident' | 'deputy' | 'staff' | 'office'
  title: string
}

/** By which WeChat's stand-in knows a demo person. */
export const openidOf = (key: string) => `demo-${key}`

const order = ['resident', 'deputy', 'staff', 'office']

/** Everybody whom one can become in the demo. */
export async function demoPersons({ db }: Context): Promise<{ persons: DemoPerson[] }> {
  const rows = await db
    .selectFrom('persons')
    .innerJoin('congresses', 'congresses.id', 'persons.congress_id')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.congress_id', '=', 'persons.congress_id').onRef('person_id', '=', 'persons.id'),
    )
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'persons.congress_id').onRef('deputies.id', '=', 'memberships.deputy_id'),
    )
    .leftJoin('constituencies', (join) =>
      join.onRef('constituencies.congress_id', '=', 'persons.congress_id').onRef('constituencies.id', '=', 'constituency_id'),
    )
    .leftJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'persons.congress_id').onRef('stations.id', '=', 'memberships.station_id'),
    )
    .where('congresses.code', '=', CONGRESS.code)
    .where('demo_key', 'is not', null)
    .select(['demo_key', 'persons.name', 'role', 'stations.name as station', 'constituencies.name as constituency'])
    .execute()
  const persons = rows.map(({ demo_key, name, role, station, constituency }): DemoPerson => {
    const person = demo_key!
    const title = station ?? constituency ?? residents.find(({ key }) => key === person)?.title ?? CONGRESS.name
    return { person, name: name ?? person, role: role ?? 'resident', title }
  })
  const number = ({ person }: DemoPerson) => Number(person.split('-')[1])
  return { persons: persons.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || number(a) - number(b)) }
}

/** Becomes a demo person: a session like anybody's. Null where there is no such person. */
export async function signInDemo(
  context: Context,
  key: string,
  device: string | null = null,
): Promise<{ token: string; person: DemoPerson } | null> {
  const { persons } = await demoPersons(context)
  const person = persons.find((candidate) => candidate.person === key)
  const row =
    person && (await context.db.selectFrom('persons').where('demo_key', '=', key).select(['congress_id', 'id']).executeTakeFirst())
  if (!person || !row) return null
  const of = { congressId: row.congress_id, personId: row.id, kind: 'demo', device } as const
  const { token } = await openSession(context.db, of, context.now())
  return { token, person }
}
