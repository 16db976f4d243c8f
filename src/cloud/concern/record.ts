import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { EventKind, MessageKind } from '../../contract/concern-view'
import type { Relation } from '../../domain/concern'
import type { NotificationKind } from '../../domain/notification'
import type { DraftStep } from '../../domain/reply'
import { check, needsCheck } from '../content/check'
import type { Database, EventData } from '../database/schema'
import type { ChangeScope } from '../operation'
import { officeOf, tell } from '../notification/tell'
import { attachPhotos } from '../photo/attach'
import { dropDraft } from '../reply/drop'
import { attachRecording } from '../recording/attach'
import { repeatEvent, repeatMessage, repeatTelling, type Member } from '../similar/spread'

export type ConcernRow = Selectable<Database['concerns']> & {
  /** The other cases of its cluster that the step under way is taken on too. */
  members?: readonly Member[]
  /** Somebody acts for its deputy; known of a case that was asked for by `visible`. */
  is_attended?: boolean
}
/** What a step may change of a case. */
export type ConcernChanges = Partial<Omit<ConcernRow, 'congress_id' | 'id' | 'routing' | 'members' | 'is_attended'>>
type Parties = Pick<ConcernRow, 'id' | 'reporter_id' | 'assignee_id' | 'station_id' | 'members'>

/** The next number in the log or thread of a case. The case's row is locked or new, so that there is no gap and no race. */
const nextSeq = (table: 'concern_events' | 'concern_messages', { congress }: { congress: { id: string } }, concernId: string) =>
  sql<number>`(select coalesce(max(seq), 0) + 1 from ${sql.table(table)} where congress_id = ${congress.id} and concern_id = ${concernId})`

/** Appends one event to the log of a case. */
export async function record(
  { db, congress, actor, at }: Pick<ChangeScope, 'db' | 'at'> & { congress: { id: string }; actor: { personId: string } | null },
  { id, members = [] }: Pick<ConcernRow, 'id' | 'members'>,
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
      actor_id: by ? (actor?.personId ?? null) : null,
      at,
      data: JSON.stringify(data),
    })
    .execute()
  await repeatEvent({ db, congress, actor, at }, members, { kind, by, data })
}

/** The step whose draft a message ends. */
const draftStepOf: Partial<Record<MessageKind, DraftStep>> = { asked: 'ask', replied: 'reply', answered: 'answer', said: 'say' }

export interface Written {
  id: string
  /** The check that must pass before the other side is told; null where it is shown at once. */
  waitsFor: string | null
}

/** Adds a message to the thread of a case, with the author's own loose photos and recording. */
export async function write(
  scope: ChangeScope,
  concern: Pick<ConcernRow, 'id' | 'assignee_id' | 'members'>,
  message: { kind: MessageKind; by: Relation; text: string; photoIds?: readonly string[]; recordingId?: string | null; isHeld?: boolean },
): Promise<Written> {
  const id = randomUUID()
  // What is held (`isHeld`) for a second person, or is not the resident's to read, is checked once it is let go.
  const isChecked = !message.isHeld && needsCheck(scope) && message.text !== ''
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
      shown_at: isChecked || message.isHeld ? null : scope.at,
    })
    .execute()
  if (isChecked) await check(scope, { kind: 'message', ids: [id], concernId: concern.id, by: message.by })
  const step = draftStepOf[message.kind]
  if (step) await dropDraft(scope, concern.id, step)
  const to = { concernId: concern.id, messageId: id, by: message.by }
  await attachPhotos(scope, message.photoIds ?? [], to)
  await attachRecording(scope, message.recordingId ?? null, to)
  await repeatMessage(scope, concern.members ?? [], concern.id, id)
  return { id, waitsFor: isChecked ? id : null }
}

/** Tells the resident; and those of the other cases that the step is taken on, and who joined. */
export async function tellReporter(
  scope: ChangeScope,
  concern: Parties,
  kind: NotificationKind,
  waitsFor: string | null = null,
): Promise<void> {
  await tell(scope, [concern.reporter_id], { kind, concernId: concern.id, waitsFor })
  await repeatTelling(scope, concern, concern.members ?? [], kind, waitsFor)
}

/** The deputy who holds the case, else the desk of its station. Where nobody has an account yet, who stands next to them. */
async function holdersOf(scope: ChangeScope, { assignee_id, station_id }: Parties): Promise<string[]> {
  const deputy = assignee_id ? await membersOf(scope, 'deputy_id', assignee_id) : []
  return deputy.length > 0 ? deputy : deskOf(scope, station_id)
}

/** Tells who holds the case. */
export async function tellAssignee(
  scope: ChangeScope,
  concern: Parties,
  kind: NotificationKind,
  waitsFor: string | null = null,
): Promise<void> {
  await tell(scope, await holdersOf(scope, concern), { kind, concernId: concern.id, waitsFor })
}

/** Tells who holds the case, and the desk of its station or the office too; nobody twice, since one may stand in for the other. */
export async function tellUpwards(
  scope: ChangeScope,
  concern: Parties,
  kind: NotificationKind,
  { desk, office }: { desk: boolean; office: boolean },
): Promise<void> {
  const persons = [
    ...(await holdersOf(scope, concern)),
    ...(desk ? await deskOf(scope, concern.station_id) : []),
    ...(office ? await officeOf(scope.db, scope.congress.id) : []),
  ]
  await tell(scope, [...new Set(persons)], { kind, concernId: concern.id })
}

/** Tells the deputy from whom somebody else took a case; not one who did it themselves. */
export async function tellFormer(scope: ChangeScope, { id, assignee_id }: Pick<ConcernRow, 'id' | 'assignee_id'>): Promise<void> {
  if (!assignee_id) return
  const persons = await membersOf(scope, 'deputy_id', assignee_id)
  await tell(
    scope,
    persons.filter((personId) => personId !== scope.actor.personId),
    { kind: 'concern_taken', concernId: id },
  )
}

/** Who is at the desk of a station; the office where there is no station, or nobody at its desk yet. */
export async function deskOf(scope: { db: Kysely<Database>; congress: { id: string } }, stationId: string | null): Promise<string[]> {
  const desk = stationId ? await membersOf(scope, 'station_id', stationId) : []
  return desk.length > 0 ? desk : officeOf(scope.db, scope.congress.id)
}

/** Tells the desk of the case's station; the office where it has none. */
export async function tellDesk(scope: ChangeScope, { id, station_id }: Parties, kind: NotificationKind): Promise<void> {
  await tell(scope, await deskOf(scope, station_id), { kind, concernId: id })
}

/** Who holds a role of a deputy or a station. */
export async function membersOf(
  { db, congress }: { db: Kysely<Database>; congress: { id: string } },
  of: 'deputy_id' | 'station_id',
  id: string,
): Promise<string[]> {
  const members = await db.selectFrom('memberships').where('congress_id', '=', congress.id).where(of, '=', id).select('person_id').execute()
  return members.map(({ person_id }) => person_id)
}
