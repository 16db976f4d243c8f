import type { Context } from '../../context'
import type { Demo } from './people'
import { idOf } from './random'

const DAY_MS = 86_400_000

/** Reply templates, one answer whose resident was asked on day 7, and one that got no word at all. */
export async function fillFollow({ db, now }: Pick<Context, 'db' | 'now'>, { congressId, deputies }: Demo): Promise<void> {
  const at = now()
  const [deputy] = deputies
  const template = { congress_id: congressId, station_id: null, deputy_id: null, changed_at: at }
  await db
    .insertInto('reply_templates')
    .values([
      {
        ...template,
        id: idOf('reply template 1'),
        scope: 'congress',
        title: '已转有关部门',
        text: '{居民称呼}，您好。您{提交日期}反映的“{类别}”（编号{编号}）已转有关部门办理，{期限}前给您结果。{代表姓名}',
        changed_by: idOf('person office-1'),
      },
      {
        ...template,
        id: idOf('reply template 2'),
        scope: 'station',
        station_id: deputy!.stationId,
        title: '请到站面谈',
        text: '{居民称呼}，这件事想当面听您说说。请在接待日到{联络站}，也可以先预约。',
        changed_by: idOf(`person ${deputy!.key}`),
      },
      {
        ...template,
        id: idOf('reply template 3'),
        scope: 'deputy',
        deputy_id: deputy!.id,
        title: '已去现场看过',
        text: '{居民称呼}，我已去{地点}看过，情况属实，正在协调。有进展马上告诉您。{代表姓名}',
        changed_by: idOf(`person ${deputy!.key}`),
      },
    ])
    .execute()
  const answered = await db
    .selectFrom('concerns')
    .innerJoin('concern_messages as m', (join) =>
      join.onRef('m.congress_id', '=', 'concerns.congress_id').onRef('m.concern_id', '=', 'concerns.id'),
    )
    .where('concerns.congress_id', '=', congressId)
    .where('concerns.state', '=', 'answered')
    .where('concerns.verdict', 'is', null)
    .where('m.kind', '=', 'answered')
    .select(['concerns.id', 'm.id as message_id', 'm.shown_at'])
    .orderBy('m.shown_at')
    .orderBy('concerns.id')
    .execute()
  await db
    .insertInto('answer_surveys')
    .values(
      answered.flatMap(({ id, message_id, shown_at }) =>
        [7, 14]
          .map((days) => new Date(shown_at!.getTime() + days * DAY_MS))
          .filter((asked) => asked < at)
          .map((asked_at, index) => ({ congress_id: congressId, concern_id: id, message_id, round: index + 1, asked_at })),
      ),
    )
    .execute()
  await fillReview({ db, now }, congressId)
}

/** One answer that waits for a second person, so that the desk has one to look at though the congress asks for none. */
async function fillReview({ db, now }: Pick<Context, 'db' | 'now'>, congressId: string): Promise<void> {
  const at = new Date(now().getTime() - DAY_MS / 24)
  const found = await db
    .selectFrom('concerns')
    .innerJoin('concern_events as e', (join) =>
      join.onRef('e.congress_id', '=', 'concerns.congress_id').onRef('e.concern_id', '=', 'concerns.id'),
    )
    .where('concerns.congress_id', '=', congressId)
    .where('concerns.state', '=', 'accepted')
    .where('concerns.verdict', 'is', null)
    .where('concerns.assignee_id', 'is not', null)
    .where('e.kind', '=', 'accepted')
    .where('e.at', '<', at)
    .select(['concerns.id', 'concerns.assignee_id', 'e.actor_id', 'e.seq'])
    .orderBy('concerns.number')
    .limit(1)
    .executeTakeFirst()
  if (!found) return
  const { id, actor_id } = found
  const messageId = idOf(`message ${id} review`)
  await db
    .updateTable('concerns')
    .set({ state: 'in_review', review_by: 'desk', review_author_id: actor_id, review_asked_at: at })
    .where('congress_id', '=', congressId)
    .where('id', '=', id)
    .execute()
  await db
    .insertInto('concern_messages')
    .values({
      congress_id: congressId,
      concern_id: id,
      id: messageId,
      seq: 100,
      kind: 'answered',
      by_relation: 'assignee',
      author_id: actor_id!,
      deputy_id: found.assignee_id,
      text: '我和街道的同志去看过了，下周三前会修好，修好后我再去看一次。',
      at,
      read_at: null,
      shown_at: null,
    })
    .execute()
  await db
    .insertInto('concern_events')
    .values({
      congress_id: congressId,
      concern_id: id,
      seq: found.seq + 1,
      kind: 'review_asked',
      by_relation: 'assignee',
      actor_id,
      at,
      data: JSON.stringify({ messageId }),
    })
    .execute()
}
