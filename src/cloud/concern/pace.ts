import { HANDED_IN_PER_HOUR, HOUR_MS, goesByDesk } from '../../domain/pace'
import type { Routing } from '../../domain/routing'
import type { ChangeScope } from '../operation'
import type { ConcernRow } from './record'

/** How many the actor handed in within the last hour; who hands in several at once is counted one after the other. */
export async function handedInWithinHour({ db, congress, actor, at }: ChangeScope): Promise<number> {
  await db
    .selectFrom('persons')
    .where('congress_id', '=', congress.id)
    .where('id', '=', actor.personId)
    .select('id')
    .forNoKeyUpdate()
    .execute()
  const { count } = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('reporter_id', '=', actor.personId)
    .where('received_at', '>', new Date(at.getTime() - HOUR_MS))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
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
