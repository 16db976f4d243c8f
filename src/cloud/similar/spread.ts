import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { EventKind } from '../../contract/concern-view'
import { membersStates } from '../../domain/cluster'
import { openStates, type ConcernState, type ConcernStep, type Relation } from '../../domain/concern'
import type { NotificationKind } from '../../domain/notification'
import type { Context } from '../context'
import type { Database, EventData } from '../database/schema'
import { answerForOthers } from '../identity/words'

/** Another case of the cluster whose first case a step is taken on. */
export type Member = Pick<Selectable<Database['concerns']>, 'id' | 'reporter_id' | 'due_on' | 'asked_on'>

type Writing = { db: Kysely<Database>; at: Date } & { congress: { id: string } }

/** Locks the other cases that a step on this one is taken on too; none where it is of this case alone. */
export async function takeMembers({ db, congress }: Writing, step: ConcernStep, headId: string): Promise<Member[]> {
  const states = membersStates(step)
  if (!states) return []
  return db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('head_id', '=', headId)
    .where('state', 'in', states as ConcernState[])
    .select(['id', 'reporter_id', 'due_on', 'asked_on'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

const idsOf = (members: readonly Pick<Member, 'id'>[]) => sql`${members.map(({ id }) => id)}::uuid[]`

/** Repeats a message of the first case in the others, as a message of their own, in which the resident of the first is not named. */
export async function repeatMessage(
  { db, congress, contactKey }: Writing & Pick<Context, 'contactKey'>,
  members: readonly Member[],
  headId: string,
  messageId: string,
): Promise<void> {
  if (members.length === 0) return
  const { id, contact, text } = await db
    .selectFrom('concern_messages as m')
    .innerJoin('concerns as c', (join) => join.onRef('c.congress_id', '=', 'm.congress_id').onRef('c.id', '=', 'm.concern_id'))
    .where('m.congress_id', '=', congress.id)
    .where('m.concern_id', '=', headId)
    .where('m.id', '=', messageId)
    .select(['c.id', 'c.contact', 'm.text'])
    .executeTakeFirstOrThrow()
  await sql`
    insert into concern_messages (congress_id, concern_id, id, seq, kind, by_relation, author_id, deputy_id, text, at, read_at, shown_at, copied_from)
    select m.congress_id, c.id, gen_random_uuid(),
      (select coalesce(max(seq), 0) + 1 from concern_messages o where o.congress_id = c.congress_id and o.concern_id = c.id),
      m.kind, m.by_relation, m.author_id, m.deputy_id, ${answerForOthers({ contactKey }, { id, contact })(text)}, m.at, null, m.shown_at, m.id
    from concern_messages m join concerns c on c.congress_id = m.congress_id and c.id = any(${idsOf(members)})
    where m.congress_id = ${congress.id} and m.concern_id = ${headId} and m.id = ${messageId}`.execute(db)
}

/** Appends the same event to the log of each of the others; a message that it names is the one of that case. */
export async function repeatEvent(
  { db, congress, at, actor }: Writing & { actor: { personId: string } | null },
  members: readonly Pick<Member, 'id'>[],
  { kind, by, data = {} }: { kind: EventKind; by: Relation | null; data?: EventData },
): Promise<void> {
  if (members.length === 0) return
  const { messageId, ...rest } = data
  await sql`
    insert into concern_events (congress_id, concern_id, seq, kind, by_relation, actor_id, at, data)
    select c.congress_id, c.id,
      (select coalesce(max(seq), 0) + 1 from concern_events o where o.congress_id = c.congress_id and o.concern_id = c.id),
      ${kind}, ${by}, ${by ? (actor?.personId ?? null) : null}::uuid, ${at}::timestamptz,
      ${JSON.stringify(rest)}::jsonb || case when ${messageId ?? null}::uuid is null then '{}'::jsonb else jsonb_build_object('messageId',
        (select m.id from concern_messages m where m.congress_id = c.congress_id and m.copied_from = ${messageId ?? null}::uuid and m.concern_id = c.id)) end
    from concerns c where c.congress_id = ${congress.id} and c.id = any(${idsOf(members)})`.execute(db)
}

/** Kinds that whoever joined is told of too, and as what. */
const toldToJoined: Partial<Record<NotificationKind, NotificationKind>> = { concern_answered: 'joined_answered' }

/**
 * Tells the residents of the others, each of their own case and once however many they handed in, and whoever joined
 * one of them or the first. A new answer asks them anew.
 */
export async function repeatTelling(
  { db, congress, at }: Writing,
  head: { id: string; reporter_id: string },
  members: readonly Pick<Member, 'id' | 'reporter_id'>[],
  kind: NotificationKind,
  waitsFor: string | null,
): Promise<void> {
  const told = new Map(members.filter((each) => each.reporter_id !== head.reporter_id).map((each) => [each.reporter_id, each.id]))
  const rows = [...told].map(([personId, concernId]) => ({ personId, concernId, kind }))
  const joinedKind = toldToJoined[kind]
  if (joinedKind) {
    const joined = await db
      .updateTable('joins')
      .set({ answered_at: at, asked_round: 0, asked_at: null, verdict: null, judged_at: null })
      .where('congress_id', '=', congress.id)
      .where(sql<boolean>`concern_id = any(${idsOf([head, ...members])})`)
      .where('left_at', 'is', null)
      .returning(['person_id', 'concern_id'])
      .execute()
    for (const { person_id, concern_id } of joined) rows.push({ personId: person_id, concernId: concern_id, kind: joinedKind })
  }
  if (rows.length === 0) return
  await db
    .insertInto('outbox')
    .values(
      rows.map((row) => ({
        congress_id: congress.id,
        id: randomUUID(),
        person_id: row.personId,
        kind: row.kind,
        concern_id: row.concernId,
        created_at: at,
        show_at: at,
        next_at: at,
        waits_for: waitsFor,
        once: null,
      })),
    )
    .execute()
}

/** Who joined one of these cases and has not left it. */
export const joinedTo = ({ db, congress }: Pick<Writing, 'db' | 'congress'>, cases: readonly Pick<Member, 'id'>[]) =>
  db
    .selectFrom('joins')
    .where('congress_id', '=', congress.id)
    .where(sql<boolean>`concern_id = any(${idsOf(cases)})`)
    .where('left_at', 'is', null)
    .select(['person_id', 'concern_id'])
    .execute()

/** The next case of a cluster becomes its first, one that is open where there is one, since nobody answers through one that was withdrawn. */
export async function passOnHead({ db, congress }: Writing, headId: string): Promise<void> {
  const next = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('head_id', '=', headId)
    .where('state', '<>', 'withdrawn')
    .select('id')
    .orderBy(sql`state = any(${[...openStates]}::text[])`, 'desc')
    .orderBy('received_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!next) return
  await sql`
    update concerns set head_id = case when id = ${next.id} then null else ${next.id}::uuid end
    where congress_id = ${congress.id} and head_id = ${headId}`.execute(db)
}

/** What a cluster was answered is shown in each of its cases once it is shown in the first; not in one that was taken out and waits for a second person by itself. */
export async function showCopies({ db, congress, at }: Writing, messageId: string): Promise<void> {
  await db
    .updateTable('concern_messages')
    .set({ shown_at: at })
    .where('congress_id', '=', congress.id)
    .where('copied_from', '=', messageId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('concerns')
            .whereRef('concerns.congress_id', '=', 'concern_messages.congress_id')
            .whereRef('concerns.id', '=', 'concern_messages.concern_id')
            .where('state', '=', 'in_review')
            .select('id'),
        ),
      ),
    )
    .execute()
}
