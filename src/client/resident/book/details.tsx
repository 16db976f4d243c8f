import { Text, View } from '@tarojs/components'
import type { Refused } from '../../lib/call'
import { hasArrived } from '../../lib/draft'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { VisitAbout } from '../../ui/visit-about'
import type { Chosen, Reception } from '../../ui/visit-slots'
import { formatMoment } from '../../words'
import { useVisitWords } from '../../words/visit'
import type { VisitDraft } from './draft'

/** What it is about, who comes, and what help is needed. */
export function Details({
  draft,
  chosen,
  reception,
  change,
  error,
  isBusy,
  onSend,
  onOther,
}: {
  draft: VisitDraft
  chosen: Chosen
  reception: Reception
  change: (part: Partial<VisitDraft>) => void
  error: Refused | null
  isBusy: boolean
  onSend: () => void
  onOther: () => void
}) {
  const words = useVisitWords()
  const { visit } = words
  const ofTime = error && (errorAt(words, error.fields, 'startsAt', visit.own) ?? errorAt(words, error.fields, 'receptionId', visit.own))
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {visit.detailsTitle}
      </View>
      <Card tone="brand">
        <Text className="lx-heading">
          {chosen.startsAt ? formatMoment(chosen.startsAt) : words.station.reception(reception.on, reception.from, reception.to)}
        </Text>
        <Text className="lx-text">{visit.withDeputy(reception.deputy.name)}</Text>
        <Text className="lx-small">{reception.station.name}</Text>
        {chosen.orWait && <Text className="lx-small">{visit.joinHint}</Text>}
      </Card>
      {ofTime ? (
        <NoticeBar tone="warning" title={ofTime} />
      ) : error?.code === 'TOO_MANY' && error.retryAfterS === undefined ? (
        <NoticeBar tone="warning" title={visit.tooMany} />
      ) : hasArrived(error) ? (
        <NoticeBar tone="warning" title={words.error.arrived} />
      ) : (
        <RefusedBar
          error={error && (error.code !== 'BAD_INPUT' || error.fields.length === 0) ? error : null}
          hasDraft={draft.about !== ''}
        />
      )}
      {ofTime && (
        <Button kind="primary" icon="calendar" onPress={onOther}>
          {visit.otherTime}
        </Button>
      )}
      <VisitAbout draft={draft} change={change} error={error ? errorAt(words, error.fields, 'about') : null} hint={visit.aboutHint} />
      <Button kind={ofTime ? 'secondary' : 'primary'} isBusy={isBusy} onPress={onSend}>
        {chosen.orWait ? visit.submitWaiting : visit.submit}
      </Button>
      <Button onPress={onOther}>{visit.otherTime}</Button>
    </View>
  )
}
