import { claimCodeOf, claimHash } from '../../assistance/record'
import type { Context } from '../../context'
import { png } from '../../png'
import type { Demo } from './people'
import { idOf } from './random'

const HOUR_MS = 3_600_000

/** Cases of the long inbox that its station filed, for people without an account; nothing has happened in them yet. */
const filed = [
  { index: 151, entry: 'walk_in', isCalled: true },
  { index: 153, entry: 'visit', isCalled: false },
] as const
const personOf = (index: number) => idOf(`helped ${index}`)

/** Whose case it is, where a station filed it. */
export const helpedReporter = (index: number): string | null => (filed.some((each) => each.index === index) ? personOf(index) : null)

export async function fillHelped({ db, now }: Context, congressId: string): Promise<void> {
  await db
    .insertInto('persons')
    .values(
      filed.map(({ index }) => ({
        congress_id: congressId,
        id: personOf(index),
        openid: null,
        demo_key: null,
        name: null,
        created_at: now(),
      })),
    )
    .execute()
}

/** 代办: the signed papers, who filed, and one word of the deputy that the station still has to tell by phone. */
export async function fillAssistances({ db, files, contactKey }: Context, { congressId, stations }: Demo): Promise<void> {
  const paper = signature()
  for (const { index, entry, isCalled } of filed) {
    const id = idOf(`concern ${index}`)
    const row = await db
      .updateTable('concerns')
      .set((set) => ({ entry, helper_station_id: set.ref('station_id') }))
      .where('congress_id', '=', congressId)
      .where('id', '=', id)
      .returning(['station_id', 'assignee_id', 'received_at'])
      .executeTakeFirstOrThrow()
    const { station_id: stationId, assignee_id: deputyId, received_at: at } = row
    const clerkId = idOf(`person staff-${stations.findIndex((station) => station.id === stationId) + 1}`)
    await db
      .insertInto('assistances')
      .values({
        congress_id: congressId,
        id,
        kind: 'concern',
        station_id: stationId!,
        person_id: personOf(index),
        filed_by_id: clerkId,
        filed_at: at,
        consent: 'paper',
        contact: null,
        claim_hash: claimHash(claimCodeOf(id, contactKey)),
        claimed_at: null,
      })
      .execute()
    const fileId = idOf(`consent ${index}`)
    await files.put(fileId, paper)
    await db
      .insertInto('consent_papers')
      .values({ congress_id: congressId, file_id: fileId, assistance_id: id, kind: 'photo', seconds: null })
      .execute()
    const event = { congress_id: congressId, concern_id: id, seq: 3, kind: 'filed', by_relation: 'helper', actor_id: clerkId, at } as const
    await db
      .insertInto('concern_events')
      .values({ ...event, data: '{}' })
      .execute()
    if (!isCalled || !deputyId) continue
    const { person_id: authorId } = await db
      .selectFrom('memberships')
      .where('congress_id', '=', congressId)
      .where('deputy_id', '=', deputyId)
      .select('person_id')
      .executeTakeFirstOrThrow()
    const said = new Date(at.getTime() + HOUR_MS / 4)
    const messageId = idOf(`message ${id} said`)
    await db
      .insertInto('concern_messages')
      .values({
        congress_id: congressId,
        concern_id: id,
        id: messageId,
        seq: 1,
        kind: 'said',
        by_relation: 'assignee',
        author_id: authorId,
        deputy_id: deputyId,
        text: '我明天上午去看看，请在家等我。',
        at: said,
        shown_at: said,
        read_at: null,
      })
      .execute()
    await db
      .insertInto('concern_events')
      .values({
        ...event,
        seq: 4,
        kind: 'said',
        by_relation: 'assignee',
        actor_id: authorId,
        at: said,
        data: JSON.stringify({ messageId }),
      })
      .execute()
    await db
      .insertInto('outbox')
      .values({
        congress_id: congressId,
        id: idOf(`outbox ${messageId}`),
        person_id: personOf(index),
        kind: 'concern_said',
        concern_id: id,
        created_at: said,
        show_at: said,
        next_at: said,
        done_at: said,
        outcome: 'in_app',
        waits_for: null,
        once: null,
      })
      .execute()
  }
}

/** A sheet with a line of handwriting. */
const signature = (): Buffer =>
  png(480, 320, (x, y) => {
    const stroke = 210 + 26 * Math.sin(x / 17) + 14 * Math.sin(x / 5)
    if (x > 150 && x < 340 && Math.abs(y - stroke) < 3) return [24, 40, 110]
    const isRule = y > 40 && y < 170 && y % 24 < 2 && x > 60 && x < 420
    return isRule || (y > 258 && y < 261 && x > 120 && x < 370) ? [120, 120, 124] : [246, 244, 236]
  })
