import type { Insertable } from 'kysely'
import { addDays, dayOf } from '../../../domain/calendar'
import { instantOf } from '../../../domain/reception'
import type { Question, RegistrationState } from '../../../domain/registration'
import { lettersOf } from '../../code/letters'
import { sealContact } from '../../contact'
import type { Context } from '../../context'
import type { Database } from '../schema'
import { residents, type Demo } from './people'
import { housePicture } from './picture'
import { idOf, seeded } from './random'

interface DemoActivity {
  title: string
  text: string
  place: string
  /** Days from today, and hours. */
  day: number
  from: number
  to: number
  capacity: number | null
  questions: Question[]
  /** By resident, in the order in which they came. */
  registered: RegistrationState[]
  summary?: string
}

const activities: DemoActivity[] = [
  {
    title: '周末一起种树',
    text: '在公园东门集合，工具由联络站准备，请穿方便活动的鞋子。代表和大家一起种，也听听大家对小区绿化的想法。',
    place: '云溪公园东门',
    day: 6,
    from: 9,
    to: 11,
    capacity: 4,
    questions: [
      { text: '带孩子来吗？', kind: 'yes_no', options: [], isRequired: true },
      { text: '怎么来？', kind: 'choice', options: ['走路或骑车', '公交', '开车'], isRequired: false },
      { text: '有什么要提前告诉我们？', kind: 'text', options: [], isRequired: false },
    ],
    registered: ['booked', 'booked', 'booked', 'offered', 'waiting', 'waiting'],
  },
  {
    title: '代表讲法：物业费怎么算',
    text: '律师代表讲一个小时，再留一个小时给大家提问。',
    place: '联络站一楼会议室',
    day: 10,
    from: 14,
    to: 16,
    capacity: 40,
    questions: [],
    registered: ['booked', 'booked'],
  },
  {
    title: '老年人用手机小课堂',
    text: '教大家用手机挂号、坐公交，一对一帮忙。',
    place: '社区活动室',
    day: -4,
    from: 9,
    to: 11,
    capacity: 20,
    questions: [],
    registered: ['arrived', 'arrived', 'booked', 'arrived'],
  },
  {
    title: '小区停车大家谈',
    text: '业主、物业和代表坐下来，一起商量车位怎么分。',
    place: '联络站二楼',
    day: -12,
    from: 19,
    to: 21,
    capacity: 30,
    questions: [],
    registered: ['arrived', 'arrived', 'cancelled', 'arrived', 'arrived'],
    summary: '来了二十多位居民，定下三条：夜间车位先登记、消防通道画黄线、下个月再议一次收费。会议记录贴在联络站门口。',
  },
]

const DAY_MS = 86_400_000

/** Activities of the first stations, one full with a waiting list, one over without its summary; an office's notice, a draft, and followers. */
export async function fillActivities(context: Context, { congressId, stations, residentIds }: Demo): Promise<void> {
  const { db, now, contactKey, files } = context
  const at = now()
  const on = (day: number, hour: number) => instantOf(addDays(dayOf(at), day), hour * 60)
  const bytes = housePicture(0.4)
  /** Each summary has a picture of its own: who changes one takes its picture away. */
  const pictured = async (name: string) => {
    const id = idOf(name)
    await files.put(id, bytes)
    await db
      .insertInto('photos')
      .values({
        congress_id: congressId,
        id,
        owner_id: null,
        type: 'image/png',
        bytes: bytes.length,
        created_at: at,
        concern_id: null,
        message_id: null,
        is_public: true,
        shown_at: at,
      })
      .execute()
    return id
  }
  const registrations: Insertable<Database['registrations']>[] = []
  for (const { id: stationId, code } of stations)
    for (const [index, activity] of activities.entries()) {
      const id = idOf(`activity ${code} ${index}`)
      const startsAt = on(activity.day, activity.from)
      const publishedAt = new Date(Math.min(startsAt.getTime() - 9 * DAY_MS, at.getTime() - (index + 1) * 3_600_000))
      await db
        .insertInto('notices')
        .values({
          congress_id: congressId,
          id,
          station_id: stationId,
          title: activity.title,
          text: activity.text,
          published_at: publishedAt,
          shown_at: publishedAt,
          publish_at: publishedAt,
          created_at: publishedAt,
          changed_at: publishedAt,
          pinned_at: index === 0 ? publishedAt : null,
          starts_at: startsAt,
          ends_at: on(activity.day, activity.to),
          place: activity.place,
          takes_registrations: true,
          capacity: activity.capacity,
          registers_until: startsAt,
          questions: JSON.stringify(activity.questions),
        })
        .execute()
      if (activity.summary)
        await db
          .insertInto('notice_summaries')
          .values({
            congress_id: congressId,
            id: idOf(`summary ${code} ${index}`),
            notice_id: id,
            text: activity.summary,
            photo_ids: [await pictured(`summary photo ${code} ${index}`)],
            written_at: on(activity.day + 1, 10),
            shown_at: on(activity.day + 1, 10),
          })
          .execute()
      const random = seeded(index * 100 + Number.parseInt(code.replace(/\D/g, '') || '0', 10))
      for (const [place, state] of activity.registered.entries()) {
        const registrationId = idOf(`registration ${id} ${place}`)
        const hasSeat = ['booked', 'offered', 'arrived'].includes(state)
        registrations.push({
          congress_id: congressId,
          id: registrationId,
          notice_id: id,
          person_id: residentIds[place]!,
          state,
          seat: hasSeat ? place + 1 : null,
          queue_no: state === 'waiting' ? place : null,
          offer_ends_at: state === 'offered' ? new Date(at.getTime() + 90 * 60_000) : null,
          code: lettersOf(Uint8Array.from({ length: 6 }, () => Math.floor(random() * 256))),
          contact: sealContact({ name: residents[place]!.name, phone: `1380000${String(1000 + place)}` }, contactKey, registrationId),
          answers: JSON.stringify(
            activity.questions.map(({ kind, options }) => (kind === 'yes_no' ? (place % 2 ? 'yes' : 'no') : (options[place % 3] ?? ''))),
          ),
          shown_at: publishedAt,
          created_at: new Date(publishedAt.getTime() + (place + 1) * 600_000),
          changed_at: publishedAt,
          arrived_at: state === 'arrived' ? new Date(startsAt.getTime() - (place + 1) * 60_000) : null,
        })
      }
    }
  await db.insertInto('registrations').values(registrations).execute()
  await db
    .insertInto('notices')
    .values([
      {
        congress_id: congressId,
        id: idOf('office notice'),
        station_id: null,
        title: '征集明年民生实事项目',
        text: '明年要办的民生实事，请您来提。十二月底前在小程序里反映，或到任何一个联络站写下来。',
        audience: 'congress',
        published_at: new Date(at.getTime() - DAY_MS),
        shown_at: at,
        publish_at: at,
        questions: '[]',
      },
      ...stations.map(({ id, code }) => ({
        congress_id: congressId,
        id: idOf(`draft ${code}`),
        station_id: id,
        title: '元旦前后接待时间调整',
        text: '元旦当天不接待，顺延到下一个工作日。',
        state: 'draft' as const,
        published_at: null,
        created_at: at,
        changed_at: at,
        questions: '[]',
      })),
    ])
    .execute()
  await db
    .insertInto('station_follows')
    .values(
      residentIds.map((person_id, index) => ({ congress_id: congressId, station_id: stations[index % 2]!.id, person_id, followed_at: at })),
    )
    .execute()
}
