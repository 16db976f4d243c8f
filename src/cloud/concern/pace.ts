import { sql } from 'kysely'
import { mergedStates } from '../../domain/cluster'
import { HANDED_IN_PER_HOUR, HOUR_MS, goesByDesk } from '../../domain/pace'
import type { Routing } from '../../domain/routing'
import { kept } from '../database/kept-plan'
import type { ChangeScope } from '../operation'
import { lockPerson } from '../person/lock'
import type { ConcernRow } from './record'

export interface Own {
  /** Handed in within the last hour. */
  handedIn: number
  /** Open and seen by their deputy, of which a new one may be a copy. */
  open: number
}

/**
 * How many the actor has. Who hands in several at once does so one after the other until the transaction ends, so that each is
 * counted, and of two copies that arrive together the second finds the first.
 */
export async function countOwn(scope: ChangeScope): Promise<Own> {
  const { db, congress, actor, at } = scope
  await lockPerson(scope, actor.personId)
  const { rows } = await sql<Own>`
    select ${kept} count(*) filter (where received_at > ${new Date(at.getTime() - HOUR_MS)}) as "handedIn",
      count(*) filter (where state = any(${[...mergedStates]}::text[]) and head_id is null and shown_at is not null) as open
    from concerns where congress_id = ${congress.id} and reporter_id = ${actor.personId}`.execute(db)
  return rows[0]!
}

/** Where a concern goes that repeats the actor's own, or is one of very many: kept in either case, and the receipt says why. */
export function pacedRouting(
  { congress: { settings } }: Pick<ChangeScope, 'congress'>,
  routing: Routing,
  { head, handedIn }: { head: ConcernRow | null; handedIn: number },
): Routing {
  const others = (deputyId: string | null) => [routing.deputyId ?? [], ...routing.alternatives].flat().filter((id) => id !== deputyId)
  if (head)
    return {
      ...routing,
      deputyId: head.assignee_id,
      // Why the first went where it is, unless people have passed it on since.
      reasons: [{ kind: 'own_copy', number: head.number }, ...(head.routing.deputyId === head.assignee_id ? head.routing.reasons : [])],
      alternatives: others(head.assignee_id),
    }
  if (!routing.deputyId || !goesByDesk(handedIn, settings.handedInPerHour)) return routing
  return { ...routing, deputyId: null, reasons: [{ kind: 'many_at_once', handedIn }], alternatives: others(null) }
}

/** The desk is told of the first that comes to it in this way; the others lie beside it. */
export const isToldOf = ({ congress: { settings } }: Pick<ChangeScope, 'congress'>, handedIn: number): boolean =>
  handedIn <= (settings.handedInPerHour ?? HANDED_IN_PER_HOUR)
