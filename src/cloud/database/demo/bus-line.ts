import type { Insertable } from 'kysely'
import type { EventKind } from '../../../contract/concern-view'
import { addWorkdays, dayOf } from '../../../domain/calendar'
import { concernNumber, type Relation } from '../../../domain/concern'
import { noteLikeness } from '../../similar/likeness'
import type { Context } from '../../context'
import type { Database, EventData } from '../schema'
import { constituencies } from './district'
import type { Demo } from './people'
import { ANSWER_WITHIN } from './plan'
import { idOf } from './random'

const HOUR_MS = 3_600_000

/** Invented, as different people say the same: the first is the case that the others stand under. */
const texts = [
  '301路公交车早高峰越来越少，云溪东苑站今天等了四十分钟，上班又迟到了。',
  '301路早上七点到八点根本等不到车，云溪东苑站每天排几十个人，能不能加几班？',
  '孩子坐301路上学，早高峰半个小时一班，经常迟到，老师都问了好几次。',
  '301路公交车以前十分钟一班，现在四十分钟，早高峰挤不上去，等下一班又是四十分钟。',
  '云溪东苑到地铁站只有301路，早高峰等车等得人心慌，请公交公司把班次加回来。',
  '我六十八岁，早上去医院只能坐301路，在云溪东苑站站了半个多小时也没有座位等。',
  '301路早高峰连着两班不来，站牌上写的十二分钟一班，实际三四十分钟。',
  '请问301路公交车为什么减了早高峰的班次？松涛新村站的人都在骂。',
  '301路早上等不到车，只好打车上班，一个月多花三百块。',
  '下夜班坐301路回家，早高峰对面方向也是四十分钟才一班，车上挤得站不住。',
  '301路公交车早高峰应该加区间车，云溪东苑、松涛新村两站的人最多。',
  '反映301路班次太少：周一早高峰七点十分到七点五十，云溪东苑站一班车也没有。',
] as const

/** Letters of twelve residents on one bus line, put together and accepted by the second deputy, and one who joined instead of writing. */
export async function fillBusLine({ db, now, calendar }: Context, { congressId, deputies, residentIds }: Demo): Promise<void> {
  const deputy = deputies[1]!
  const personId = idOf(`person ${deputy.key}`)
  const place = constituencies()[0]!
  const headId = idOf('bus 1')
  const at = (hoursAgo: number) => new Date(now().getTime() - hoursAgo * HOUR_MS)
  const year = Number(dayOf(now()).slice(0, 4))
  const counted = await db
    .selectFrom('concern_counters')
    .where('congress_id', '=', congressId)
    .where('year', '=', year)
    .select('last')
    .executeTakeFirst()
  const writers = texts.map((_, index) => ({
    congress_id: congressId,
    id: idOf(`bus writer ${index + 1}`),
    openid: null,
    demo_key: null,
    name: null,
    created_at: at(90),
  }))
  await db.insertInto('persons').values(writers).execute()
  const events: Insertable<Database['concern_events']>[] = []
  const rows = texts.map((text, index): Insertable<Database['concerns']> => {
    const id = idOf(`bus ${index + 1}`)
    const receivedAt = at(80 - index * 3)
    const log: [EventKind, Relation | null, Date, EventData][] = [
      ['submitted', 'reporter', receivedAt, {}],
      ['routed', null, receivedAt, { deputyId: deputy.id }],
      ['merged', 'assignee', at(26), id === headId ? {} : { headId, deputyId: deputy.id }],
      ['accepted', 'assignee', at(25), {}],
      ...(id === headId ? [['joined', null, at(20), {}] as [EventKind, null, Date, EventData]] : []),
    ]
    for (const [seq, [kind, by, on, data]] of log.entries())
      events.push({
        congress_id: congressId,
        concern_id: id,
        seq: seq + 1,
        kind,
        by_relation: by,
        actor_id: by === 'reporter' ? writers[index]!.id : by && personId,
        at: on,
        data: JSON.stringify(data),
      })
    const reasons = [{ kind: 'constituency', constituencyId: deputy.constituencyId }, { kind: 'code' }]
    return {
      congress_id: congressId,
      id,
      number: concernNumber(year, (counted?.last ?? 0) + index + 1),
      reporter_id: writers[index]!.id,
      state: 'accepted',
      text,
      topic_code: '01-03',
      topic_by: 'resident',
      lon: place.centre.lon,
      lat: place.centre.lat,
      address: '云溪东苑公交站',
      constituency_id: deputy.constituencyId,
      assignee_id: deputy.id,
      station_id: deputy.stationId,
      contact: null,
      may_call: false,
      reveals_name: false,
      reveal_to: null,
      routing: JSON.stringify({ deputyId: deputy.id, constituencyId: deputy.constituencyId, also: [], reasons, alternatives: [] }),
      went_on_despite: null,
      received_at: receivedAt,
      due_on: addWorkdays(dayOf(at(80)), ANSWER_WITHIN, calendar),
      opened_at: at(27),
      verdict: null,
      shown_at: receivedAt,
      assigned_at: receivedAt,
      head_id: id === headId ? null : headId,
    }
  })
  await db.insertInto('concerns').values(rows).execute()
  await db.insertInto('concern_events').values(events).execute()
  await db
    .insertInto('concern_counters')
    .values({ congress_id: congressId, year, last: (counted?.last ?? 0) + texts.length })
    .onConflict((conflict) => conflict.columns(['congress_id', 'year']).doUpdateSet({ last: (counted?.last ?? 0) + texts.length }))
    .execute()
  await db
    .insertInto('joins')
    .values({
      congress_id: congressId,
      concern_id: headId,
      person_id: residentIds[3]!,
      joined_at: at(20),
      left_at: null,
      verdict: null,
      judged_at: null,
    })
    .execute()
  await noteLikeness(
    db,
    texts.map((text, index) => ({ congressId, concernId: idOf(`bus ${index + 1}`), text, at: place.centre, isOffered: true })),
  )
}
