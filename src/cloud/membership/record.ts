import { randomUUID } from 'node:crypto'
import type { Role } from '../../domain/actor'
import type { ChangeScope } from '../operation'

/** Appends to the log of who held which role. */
export async function record(
  { db, congress, at }: ChangeScope,
  event: {
    personId: string
    role: Role
    deputy_id: string | null
    station_id: string | null
    kind: 'joined' | 'left' | 'removed'
    byPerson: string | null
  },
): Promise<void> {
  const { personId, byPerson, ...rest } = event
  await db
    .insertInto('membership_events')
    .values({ congress_id: congress.id, id: randomUUID(), person_id: personId, by_person: byPerson, at, ...rest })
    .execute()
}
