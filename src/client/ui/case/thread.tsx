import { Text, View } from '@tarojs/components'
import type { MessageKind } from '../../../contract/concern-view'
import { formatMoment } from '../../words'
import { useCaseWords, type CaseDictionary } from '../../words/concern'
import { Photos } from '../photo-field'
import { heading, role } from '../press'
import { ReadAloud } from '../read-aloud'
import { RecordingPlayer } from '../recording'
import './case.css'
import { Held } from './held'
import type { CaseView } from './state'

type Message = CaseView['messages'][number]

/** Kinds whose name tells more than who wrote. */
const named: readonly MessageKind[] = [
  'asked',
  'replied',
  'answered',
  'passed_on',
  'sent_back',
  'chased',
  'judged',
  'contact_opened',
  'disputed',
  'upheld',
  'consent_opened',
  'verdict_relayed',
  'answer_returned',
]

function authorOf({ concern: { author, relay } }: CaseDictionary, { isMine, by, authorName }: Message): string {
  if (isMine) return author.me
  if (by === 'assignee') return authorName ? author.assignee(authorName) : author.anyDeputy
  if (by === 'desk' || by === 'helper') return authorName ?? author.anyDesk
  if (by === 'reporter' && authorName) return relay(authorName)
  return author[by]
}

/** What both sides wrote, the oldest first. */
export function CaseThread({ messages }: { messages: CaseView['messages'] }) {
  const words = useCaseWords()
  const { concern } = words
  return (
    <View>
      <View className="lx-section lx-case-section" {...heading(2)}>
        {concern.thread}
      </View>
      {messages.length === 0 && <Text className="lx-small">{concern.noMessages}</Text>}
      <View className="lx-case-thread" {...role('list')}>
        {messages.map((message) => {
          const { id, kind, isMine, text, photos, recording, held, at, readAt } = message
          return (
            <View
              key={id}
              className={`lx-case-message${isMine ? ' lx-case-message-mine' : ''}${kind === 'answered' ? ' lx-case-message-answer' : ''}`}
              {...role('listitem')}
            >
              <Text className="lx-case-author">
                {authorOf(words, message)}
                {named.includes(kind) ? ` · ${concern.message[kind]}` : ''}
              </Text>
              <Held held={held} />
              {(text || !recording) && (
                <Text className="lx-text" selectable>
                  {text || concern.erased}
                </Text>
              )}
              {recording && <RecordingPlayer recording={recording} />}
              {kind === 'answered' && !isMine && text && <ReadAloud words={text} />}
              <Photos photos={photos} />
              <Text className="lx-time">
                {formatMoment(at)}
                {isMine ? ` · ${readAt ? concern.read(formatMoment(readAt)) : concern.unread}` : ''}
              </Text>
            </View>
          )
        })}
      </View>
    </View>
  )
}
