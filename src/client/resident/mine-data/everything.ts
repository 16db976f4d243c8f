import type { Output } from '../../../contract'
import { formatMoment } from '../../words'
import type { CaseDictionary } from '../../words/concern'
import type { MyDataWords } from '../../words/my-data'
import type { Paper, Part } from '../take/paper'

export type Everything = Omit<Output<'person.export'>, 'next'>
type Case = Everything['concerns'][number]

export type Words = CaseDictionary & { data: MyDataWords }

export const picturesIn = ({ concerns, loosePhotos }: Everything) => [
  ...loosePhotos,
  ...concerns.flatMap(({ photos, messages }) => [...photos, ...messages.flatMap((message) => message.photos)]),
]

export function caseParts(view: Case, { concern, privacy, data }: Words): Part[] {
  const { number, state, text, topic, place, receivedAt, contact, photos, messages, events, deputy } = view
  const authors = {
    reporter: concern.author.me,
    assignee: concern.author.anyDeputy,
    desk: concern.author.anyDesk,
    office: concern.author.office,
    helper: concern.author.helper,
  }
  return [
    {
      title: `${data.ofCase(number)} · ${concern.state.reporter[state]}`,
      lines: [
        formatMoment(receivedAt),
        ...(topic ? [topic.name] : []),
        text || privacy.erasedText,
        `${concern.place}：${place.address || concern.noPlace}${place.at ? ` (GCJ-02 ${place.at.lon.toFixed(5)}, ${place.at.lat.toFixed(5)})` : ''}`,
        ...(deputy ? [concern.author.assignee(deputy.name)] : []),
        ...(contact
          ? [
              `${concern.contact}：${[contact.name, contact.phone].filter(Boolean).join(' ')}（${contact.mayCall ? data.mayCall : data.mayNotCall}）`,
            ]
          : []),
      ],
      pictures: photos,
    },
    ...messages.map((message) => ({
      title: `${message.isMine ? concern.author.me : (message.authorName ?? authors[message.by])} · ${concern.message[message.kind]} · ${formatMoment(message.at)}`,
      lines: [message.text || privacy.erasedText],
      pictures: message.photos,
    })),
    {
      title: concern.timeline,
      lines: events.map(
        ({ kind, by, at, deputyName, verdict, level, topicName }) =>
          `${formatMoment(at)} ${concern.event[kind]({
            side: 'reporter',
            by,
            level,
            deputy: deputyName ? concern.author.assignee(deputyName) : '',
            topic: topicName ?? '',
            verdict: verdict ? concern.verdict[verdict] : '',
          })}`,
      ),
    },
  ]
}

function partsOf(everything: Everything, words: Words): Part[] {
  const { data, general } = words
  const { person, roles, agreements, sessions, joins, openings, loosePhotos, concerns } = everything
  return [
    {
      title: data.about,
      lines: [
        person.name ?? data.noName,
        ...roles.map(({ role, name }) => `${general.role[role]} · ${name}`),
        data.since(formatMoment(person.since)),
        ...(person.isWechat ? [data.byWechat] : []),
        ...agreements.map(({ version, agreedAt }) => data.agreements(version, formatMoment(agreedAt))),
      ],
    },
    {
      title: data.sessions,
      lines: sessions.map(
        ({ device, openedAt }) => `${device ?? data.someDevice}${openedAt ? ` · ${data.openedAt(formatMoment(openedAt))}` : ''}`,
      ),
    },
    {
      title: data.openings,
      lines:
        openings.length === 0
          ? [data.noOpenings]
          : openings.map(
              ({ at, deputyName, number, reason }) =>
                `${formatMoment(at)} ${data.opened(deputyName ?? data.someDeputy)} · ${data.ofCase(number)} · ${data.reason(reason)}`,
            ),
    },
    ...(joins.length > 0
      ? [
          {
            title: data.joins,
            lines: joins.map(({ number, joinedAt, leftAt, verdict }) =>
              [
                formatMoment(joinedAt),
                data.ofCase(number),
                leftAt && data.leftAt(formatMoment(leftAt)),
                verdict && words.concern.verdict[verdict],
              ]
                .filter(Boolean)
                .join(' · '),
            ),
          },
        ]
      : []),
    ...(loosePhotos.length > 0
      ? [{ title: general.photo.count(loosePhotos.length, loosePhotos.length), lines: [], pictures: loosePhotos }]
      : []),
    ...concerns.flatMap((view) => caseParts(view, words)),
  ]
}

/** 我的信息, as a file to read. */
export const paperOf = (everything: Everything, words: Words): Paper => ({
  title: words.privacy.mine,
  head: `${everything.congress} · ${formatMoment(everything.exportedAt)}`,
  parts: partsOf(everything, words),
})
