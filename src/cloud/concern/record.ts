import { randomUUID } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { EventKind } from '../../contract/concern'
import type { Relation } from '../../domain/concern'
import type { Database, EventData } from '../database/schema'
import type { ChangeScope } from '../operation'
import { attachPhotos } from '../photo/attach'

export type ConcernRow = Selectable<Database['concerns']>
type Parties = Pick<ConcernRow, 'id' | 'reporter_id' | 'assignee_id' | 'station_id'>

/** The next number in the log or thread of a case. The case's row is locked or new, so that there is no gap and no race. */
const nextSeq = (table: 'concern_events' | 'concern_messages', { congress }: Pick<ChangeScope, 'congress'>, concernId: string) =>
  sql<number>`(select coalesce(max(seq), 0) + 1 from ${sql.table(table)} where congress_id = ${congress.id} and concern_id = ${concernId})`

/** Appends one event to the log of a case. */
export async function record(
  { db, congress, actor, at }: ChangeScope,
  { id }: Pick<ConcernRow, 'id'>,
  { kind, by, data = {} }: { kind: EventKind; by: Relation | null; data?: EventData },
): Promise<void> {
  await db
    .insertInto('concern_events')
    .values({
      congress_id: congress.id,
      concern_id: id,
      seq: nextSeq('concern_events', { congress }, id),
      kind,
      by_relation: by,
      actor_id: by ? actor.personId : null,
      at,
      data: JSON.stringify(data),
    })
    .execute()
}

/** Adds a message to the thread of a case, with the author's own loose photos, and returns its id. */
export async function write(
  scope: ChangeScope,
  concern: Pick<ConcernRow, 'id' | 'assignee_id'>,
  message: { kind: Database['concern_messages']['kind']; by: Relation; text: string; photoIds?: readonly string[] },
): Promise<string> {
  const id = randomUUID()
  await scope.db
    .insertInto('concern_messages')
    .values({
      congress_id: scope.congress.id,
      concern_id: concern.id,
      id,
      seq: nextSeq('concern_messages', scope, concern.id),
      kind: message.kind,
      by_relation: message.by,
      author_id: scope.actor.personId,
      deputy_id: message.by === 'assignee' ? concern.assignee_id : null,
      text: message.text,
      at: scope.at,
      read_at: null,
    })
    .execute()
  if (message.photoIds && message.photoIds.length > 0) await attachPhotos(scope, message.photoIds, concern.id, id)
  return id
}

async function tell({ db, congress, at }: ChangeScope, concernId: string, kind: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await db
    .insertInto('outbox')
    .values(
      personIds.map((personId) => ({
        congress_id: congress.id,
        id: randomUUID(),
        person_id: personId,
        kind,
        concern_id: concernId,
        created_at: at,
        next_at: at,
      })),
    )
    .execute()
}

/** Owes the resident a message. */
export const tellReporter = (scope: ChangeScope, concern: Parties, kind: string) => tell(scope, concern.id, kind, [concern.reporter_id])

/** Owes a message to who holds the case: the deputy, else the desk of its station. */
export async function tellAssignee(scope: ChangeScope, { id, assignee_id, station_id }: Parties, kind: string): Promise<void> {
  if (!assignee_id && !station_id) return
  const members = await scope.db
    .selectFrom('memberships')
    .where('congress_id', '=', scope.congress.id)
    .where(assignee_id ? 'deputy_id' : 'station_id', '=', assignee_id ?? station_id)
    .select('person_id')
    .execute()
  await tell(
    scope,
    id,
    kind,
    members.map(({ person_id }) => person_id),
  )
}
