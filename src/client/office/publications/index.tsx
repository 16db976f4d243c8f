import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { Photos } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { useExposureWords } from '../../words/exposure'

type Asked = Output<'publication.queue'>['items'][number]

/** 待审核的公开: could anybody be recognised? */
export default function PublicationsPage() {
  const { exposure } = useExposureWords()
  const reading = useCall('publication.queue', {})
  return (
    <Page title={exposure.queue.title} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {exposure.queue.title}
        </View>
        <Text className="lx-text">{exposure.queue.hint}</Text>
        {reading.data?.items.length === 0 && <Empty icon="list" title={exposure.queue.none} />}
        <Cards>
          {(reading.data?.items ?? []).map((item) => (
            <Deciding key={item.id} item={item} onDone={() => void reading.refetch()} />
          ))}
        </Cards>
      </View>
    </Page>
  )
}

function Deciding({ item, onDone }: { item: Asked; onDone: () => void }) {
  const words = useExposureWords()
  const { queue, published } = words.exposure
  const [isRefusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useChange('publication.decide', { onDone })
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {item.title}
        </View>
        <Text className="lx-small">{[item.place, item.month].filter(Boolean).join(' · ')}</Text>
        <Text className="lx-text" selectable>
          {item.text}
        </Text>
        <Photos photos={item.photos} />
        {item.answer && (
          <>
            <Text className="lx-small">{published.answer(item.deputyName ?? '')}</Text>
            <Text className="lx-text">{item.answer}</Text>
          </>
        )}
        <RefusedBar error={error} hasText={isRefusing} />
        {isRefusing && (
          <Field
            name={`reason-${item.id}`}
            label={queue.reason}
            max={200}
            error={errorAt(words, error?.fields ?? [], 'reason', queue.own)}
            onChange={setReason}
          />
        )}
        {!isRefusing && (
          <Button kind="primary" isBusy={isPending} onPress={() => mutate({ id: item.id, decision: 'publish' })}>
            {queue.publish}
          </Button>
        )}
        <Button isBusy={isPending} onPress={() => (isRefusing ? mutate({ id: item.id, decision: 'refuse', reason }) : setRefusing(true))}>
          {queue.refuse}
        </Button>
      </View>
    </Card>
  )
}
