import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../contract'
import { unfilled } from '../../../domain/reply'
import { call, isRefused, newRequestId, type Refused } from '../../lib/call'
import { useCall } from '../../lib/query'
import { useReplyWords } from '../../words/reply'
import { Button } from '../button'
import { Card, Cards } from '../card'
import { RefusedBar } from '../error-summary'
import { NoticeBar } from '../notice-bar'

interface AidProps {
  concernId: string
  /** What is written now. */
  text: string
  /** Puts other words into the field. */
  onText: (text: string) => void
}

/** Beside an answer: templates, what is still open in it, and the draft that goes along to another device. */
export function AnswerAids(props: AidProps) {
  const { reply } = useReplyWords()
  const open = unfilled(props.text)
  return (
    <View className="lx-stack">
      <SavedDraft {...props} />
      <TemplateChoice {...props} />
      {open.length > 0 && <NoticeBar tone="warning" title={reply.unfilled(open.join('、'))} />}
    </View>
  )
}

/** One tap puts a template in; what was written is never lost to it without asking. */
function TemplateChoice({ concernId, text, onText }: AidProps) {
  const { reply, general } = useReplyWords()
  const { data } = useCall('replyTemplate.list', {})
  const [isOpen, setOpen] = useState(false)
  const [filled, setFilled] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<Refused | null>(null)
  if (!data || data.items.length === 0) return null
  const put = (words: string) => {
    onText(words)
    setFilled(null)
    setOpen(false)
  }
  const choose = async ({ id }: Output<'replyTemplate.list'>['items'][number]) => {
    setBusy(id)
    setError(null)
    try {
      const { text: words } = await call('replyTemplate.fill', { id, concernId })
      if (text.trim() === '') put(words)
      else setFilled(words)
    } catch (refused) {
      if (isRefused(refused)) setError(refused)
    }
    setBusy(null)
  }
  if (filled !== null)
    return (
      <View className="lx-stack">
        <Text className="lx-text">{reply.overwrite}</Text>
        <Button onPress={() => put(`${text.trimEnd()}\n${filled}`)}>{reply.append}</Button>
        <Button onPress={() => put(filled)}>{reply.replace}</Button>
        <Button onPress={() => setFilled(null)}>{general.cancel}</Button>
      </View>
    )
  return (
    <View className="lx-stack">
      <RefusedBar error={error} />
      <Button icon="list" onPress={() => setOpen(!isOpen)}>
        {isOpen ? reply.close : reply.use}
      </Button>
      {isOpen && (
        <Cards>
          {data.items.map((item) => (
            <Card key={item.id} label={item.title} onPress={() => busy === null && void choose(item)}>
              <Text className="lx-heading">{item.title}</Text>
              <Text className="lx-small">{item.text}</Text>
            </Card>
          ))}
        </Cards>
      )}
    </View>
  )
}

const SAVE_AFTER_MS = 3_000

/** Keeps what is written on the server too, once the hand rests; the phone keeps it in any case. */
function SavedDraft({ concernId, text, onText }: AidProps) {
  const { reply } = useReplyWords()
  const seenAt = useRef<string | null>(null)
  const known = useRef<string | null>(null)
  const [offered, setOffered] = useState<string | null>(null)
  const [notice, setNotice] = useState<'saved' | 'elsewhere' | null>(null)
  const [isRead, setRead] = useState(false)
  const take = (words: string) => {
    known.current = words
    setOffered(null)
    onText(words)
  }
  useEffect(() => {
    let isGone = false
    call('draft.open', { concernId, step: 'answer' })
      .then(({ draft }) => {
        if (isGone) return
        seenAt.current = draft?.savedAt ?? null
        known.current = draft?.text ?? ''
        if (draft && draft.text !== text.trim()) {
          if (text.trim() === '') take(draft.text)
          else setOffered(draft.text)
        }
        setRead(true)
      })
      // The phone has what was written; the next visit tries again.
      .catch(() => {})
    return () => {
      isGone = true
    }
  }, [concernId])
  useEffect(() => {
    const words = text.trim()
    if (!isRead || offered !== null || words === known.current) return
    const timer = setTimeout(() => {
      call('draft.save', { requestId: newRequestId(), concernId, step: 'answer', text: words, seenAt: seenAt.current })
        .then(({ savedAt, wasElsewhere }) => {
          seenAt.current = savedAt
          known.current = words
          setNotice(wasElsewhere ? 'elsewhere' : 'saved')
        })
        .catch(() => {})
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, isRead, offered, concernId])
  if (offered !== null)
    return (
      <Card tone="brand">
        <View className="lx-stack">
          <Text className="lx-text">{reply.draft.found}</Text>
          <Text className="lx-small">{offered}</Text>
          <Button onPress={() => take(offered)}>{reply.draft.take}</Button>
          <Button onPress={() => setOffered(null)}>{reply.draft.keep}</Button>
        </View>
      </Card>
    )
  if (notice === 'elsewhere') return <NoticeBar tone="warning" title={reply.draft.elsewhere} />
  return notice === 'saved' ? <Text className="lx-small">{reply.draft.saved}</Text> : null
}
