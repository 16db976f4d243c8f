import type { Insertable } from 'kysely'
import type { EventKind, MessageKind } from '../../../contract/concern-view'
import type { Relation } from '../../../domain/concern'
import type { Database, EventData } from '../schema'
import type { Planned } from './plan'
import { idOf } from './random'
import type { Letter } from './texts'

/** Who the people of one case are. */
export interface Cast {
  congressId: string
  concernId: string
  reporterId: string
  deputy: { id: string; personId: string } | null
}

export interface Story {
  events: Insertable<Database['concern_events']>[]
  messages: Insertable<Database['concern_messages']>[]
  openedAt: Date | null
  /** When the last thing happened. */
  endedAt: Date
}

const HOUR_MS = 3_600_000
const remarks = {
  settled: '',
  partly: '比以前好了，还差一点。',
  not_settled: '修了两天又坏了。',
  beside_the_point: '答复里没有说我问的事。',
} as const

/** What the steps would have written on the way to a case's ending; nothing happens after `now`. */
export function tell(cast: Cast, letter: Letter, planned: Planned, receivedAt: Date, now: Date): Story {
  const { congressId, concernId, reporterId, deputy } = cast
  const { state, verdict, isReopened, isSentBack, index } = planned
  const story: Story = { events: [], messages: [], openedAt: null, endedAt: receivedAt }
  const wait = (hours: number) => {
    story.endedAt = new Date(Math.min(story.endedAt.getTime() + hours * HOUR_MS, now.getTime() - 60_000))
  }
  const log = (kind: EventKind, by: Relation | null, data: EventData = {}) =>
    story.events.push({
      congress_id: congressId,
      concern_id: concernId,
      seq: story.events.length + 1,
      kind,
      by_relation: by,
      actor_id: by === 'reporter' ? reporterId : by ? (deputy?.personId ?? null) : null,
      at: story.endedAt,
      data: JSON.stringify(data),
    })
  const write = (kind: MessageKind, by: 'reporter' | 'assignee', text: string, isRead: boolean): EventData => {
    const seq = story.messages.length + 1
    const messageId = idOf(`message ${concernId} ${seq}`)
    story.messages.push({
      congress_id: congressId,
      concern_id: concernId,
      id: messageId,
      seq,
      kind,
      by_relation: by,
      author_id: by === 'reporter' ? reporterId : deputy!.personId,
      deputy_id: by === 'assignee' ? deputy!.id : null,
      text,
      at: story.endedAt,
      shown_at: story.endedAt,
      read_at: isRead ? new Date(Math.min(story.endedAt.getTime() + HOUR_MS, now.getTime())) : null,
    })
    return { messageId }
  }
  const isEven = index % 2 === 0
  const withDeputy: EventData = deputy ? { deputyId: deputy.id } : {}

  log('submitted', 'reporter')
  log('routed', null, withDeputy)
  if (state === 'withdrawn') {
    wait(20)
    log('withdrawn', 'reporter')
  }
  if (!deputy || state === 'withdrawn' || (state === 'assigned' && !isEven)) return story

  wait(5)
  story.openedAt = story.endedAt
  log('opened', 'assignee', withDeputy)
  if (isSentBack) {
    wait(6)
    log('sent_back', 'assignee', { ...withDeputy, ...write('sent_back', 'assignee', '这件事涉及两个区，请联络站看看由谁来办。', isEven) })
  }
  if (state === 'disputed') {
    wait(6)
    log('disputed', 'assignee', write('disputed', 'assignee', '这条路归市里管，应该请市里的代表来办。', isEven))
  }
  if (state === 'assigned' || state === 'disputed' || isSentBack) return story

  wait(3)
  log('accepted', 'assignee')
  const isFinished = state === 'answered' || state === 'settled'
  if (state === 'asked' || (isFinished && index % 3 === 0)) {
    wait(10)
    log('asked', 'assignee', write('asked', 'assignee', letter.ask, isFinished || isEven))
    if (isFinished) {
      wait(8)
      log('replied', 'reporter', write('replied', 'reporter', '就在大门进去左手边，我给您写清楚了，谢谢您。', true))
    }
  }
  if (isFinished || isReopened) {
    wait(60)
    log('answered', 'assignee', write('answered', 'assignee', letter.answer, verdict !== undefined || isEven))
  }
  if (verdict) {
    wait(24)
    log('judged', 'reporter', { verdict, ...(remarks[verdict] && write('judged', 'reporter', remarks[verdict], false)) })
  }
  if (isReopened) log('reopened', null)
  return story
}
