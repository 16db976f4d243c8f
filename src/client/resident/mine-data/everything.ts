import type { Output } from '../../../contract'
import { formatMoment } from '../../words'
import type { CaseDictionary } from '../../words/concern'
import type { MyDataWords } from '../../words/my-data'

export type Everything = Omit<Output<'person.export'>, 'next'>
type Case = Everything['concerns'][number]

/** A heading with its lines; pictures by id. */
interface Part {
  title: string
  lines: string[]
  pictures?: readonly { id: string; url: string }[]
}

type Words = CaseDictionary & { data: MyDataWords }

export const picturesIn = ({ concerns, loosePhotos }: Everything) => [
  ...loosePhotos,
  ...concerns.flatMap(({ photos, messages }) => [...photos, ...messages.flatMap((message) => message.photos)]),
]

function caseParts(view: Case, { concern, privacy, data }: Words): Part[] {
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
  const { person, roles, agreements, sessions, openings, loosePhotos, concerns } = everything
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
    ...(loosePhotos.length > 0
      ? [{ title: general.photo.count(loosePhotos.length, loosePhotos.length), lines: [], pictures: loosePhotos }]
      : []),
    ...concerns.flatMap((view) => caseParts(view, words)),
  ]
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

/** A page of its own: no script, nothing that is fetched. What is not in `pictures` is counted, not shown. */
export function toHtml(everything: Everything, words: Words, pictures: ReadonlyMap<string, string>): string {
  const { privacy, data } = words
  const parts = partsOf(everything, words).map(({ title, lines, pictures: shown = [] }) => {
    const images = shown.map(({ id }) => (pictures.has(id) ? `<img alt="" src="${escaped(pictures.get(id)!)}">` : ''))
    const left = shown.filter(({ id }) => !pictures.has(id)).length
    return `<section><h2>${escaped(title)}</h2>${[...lines, ...(left > 0 ? [data.photoCount(left)] : [])].map((line) => `<p>${escaped(line)}</p>`).join('')}${images.join('')}</section>`
  })
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(privacy.mine)}</title>
<style>body{max-width:44em;margin:1em auto;padding:0 1em;font:18px/1.6 system-ui,sans-serif}h2{font-size:1.1em;margin:1.5em 0 .3em}p{margin:.2em 0;white-space:pre-wrap}img{max-width:100%;margin:.3em 0}</style>
</head><body><h1>${escaped(privacy.mine)}</h1><p>${escaped(`${everything.congress} · ${formatMoment(everything.exportedAt)}`)}</p>
${parts.join('\n')}
</body></html>
`
}

/** The same as plain words, for a clipboard. */
export const toText = (everything: Everything, words: Words): string =>
  [
    `${words.privacy.mine} · ${everything.congress} · ${formatMoment(everything.exportedAt)}`,
    ...partsOf(everything, words).map(({ title, lines }) => [title, ...lines].join('\n')),
  ].join('\n\n')
