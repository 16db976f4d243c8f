import { sql, type Kysely } from 'kysely'
import { templates } from '../../../domain/notification'
import { agreementVersion } from '../../../domain/privacy'
import type { Context } from '../../context'
import type { Database } from '../schema'
import { nameOf, newcomer, residents, type DemoDeputy, type DemoStation } from './people'
import { openidOf } from './persons'
import { idOf } from './random'

/** Puts in residents, deputies, staff and the office, with their roles, and gives the residents' ids. */
export async function fillPersons(
  { db, now }: Context,
  congressId: string,
  stations: readonly DemoStation[],
  deputies: readonly DemoDeputy[],
): Promise<string[]> {
  const people = [
    ...residents.map(({ key, name }) => ({ key, name, role: null, deputyId: null, stationId: null })),
    ...deputies.map(({ key, name, id }) => ({ key, name, role: 'deputy' as const, deputyId: id, stationId: null })),
    ...stations.map(({ id }, index) => ({
      key: `staff-${index + 1}`,
      name: nameOf(index + 90),
      role: 'staff' as const,
      deputyId: null,
      stationId: id,
    })),
    { key: 'office-1', name: '代表工委 钱主任', role: 'office' as const, deputyId: null, stationId: null },
  ]
  const idFor = (key: string) => idOf(`person ${key}`)
  await db
    .insertInto('persons')
    .values(
      people.map(({ key, name }) => ({
        congress_id: congressId,
        id: idFor(key),
        openid: openidOf(key),
        demo_key: key,
        name,
        created_at: now(),
      })),
    )
    .execute()
  await fillAgreements(db, congressId, now())
  await db
    .insertInto('memberships')
    .values(
      people.flatMap(({ key, role, deputyId, stationId }) =>
        role ? { congress_id: congressId, person_id: idFor(key), role, deputy_id: deputyId, station_id: stationId } : [],
      ),
    )
    .execute()
  await fillConsents(
    db,
    congressId,
    people.map(({ key }) => idFor(key)),
  )
  return residents.map(({ key }) => idFor(key))
}

/** What the people of the demo agreed to when WeChat asked them. */
async function fillConsents(db: Kysely<Database>, congressId: string, personIds: readonly string[]): Promise<void> {
  await db
    .insertInto('consents')
    .values(
      personIds.flatMap((personId) =>
        templates.map((template) => ({ congress_id: congressId, person_id: personId, template, remaining: 1000, refused_at: null })),
      ),
    )
    .execute()
}

/** Everybody has agreed to the present privacy text but the newcomer, so that the demo shows how it is asked for. */
async function fillAgreements(db: Kysely<Database>, congressId: string, at: Date): Promise<void> {
  await sql`
    insert into agreements (congress_id, person_id, version, agreed_at)
    select congress_id, id, ${agreementVersion}, ${at} from persons where congress_id = ${congressId} and demo_key <> ${newcomer}`.execute(
    db,
  )
}
