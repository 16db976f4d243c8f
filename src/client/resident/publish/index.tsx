import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { useParams } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Check } from '../../ui/choice'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { Photos } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { useExposureWords } from '../../words/exposure'

type Preview = Output<'publication.preview'>

/** 公开这件事 (`?id=`): what others would read, to be shortened, and taken back. */
export default function PublishPage() {
  const { exposure } = useExposureWords()
  const { id = '' } = useParams()
  const reading = useCall('publication.preview', { id }, { isEnabled: id !== '' })
  return (
    <Page title={exposure.publish.title} reading={reading}>
      {reading.data && <Publish key={id} id={id} preview={reading.data} onChanged={() => void reading.refetch()} />}
    </Page>
  )
}

function Publish({ id, preview, onChanged }: { id: string; preview: Preview; onChanged: () => void }) {
  const words = useExposureWords()
  const { publish } = words.exposure
  const { chosen, photos, answer, deputyName, mayPublish } = preview
  const [draft, setDraft] = useState({
    title: chosen?.title ?? preview.title,
    text: chosen?.text ?? preview.text,
    place: chosen?.place ?? preview.place,
    withAnswer: chosen ? chosen.answer !== '' : answer !== '',
    photoIds: chosen?.photoIds ?? [],
  })
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const asking = useChange('concern.publish', { onDone: onChanged })
  const taking = useChange('concern.unpublish', { onDone: onChanged })
  const errorOf = (path: string) => errorAt(words, asking.error?.fields ?? [], path)
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {publish.title}
      </View>
      <Text className="lx-text">{publish.hint}</Text>
      {chosen && (
        <NoticeBar
          tone={chosen.state === 'refused' ? 'warning' : 'info'}
          title={publish.state[chosen.state] + (chosen.reason ? publish.reason(chosen.reason) : '')}
        />
      )}
      {(chosen?.state === 'asked' || chosen?.state === 'published') && (
        <Button isBusy={taking.isPending} onPress={() => taking.mutate({ id })}>
          {publish.withdraw}
        </Button>
      )}
      {mayPublish ? (
        <>
          <Field
            name="title"
            label={publish.fieldTitle}
            defaultValue={draft.title}
            max={40}
            error={errorOf('title')}
            onChange={(title) => change({ title })}
          />
          <Field
            name="text"
            kind="lines"
            label={publish.text}
            defaultValue={draft.text}
            max={2000}
            error={errorOf('text')}
            onChange={(text) => change({ text })}
          />
          <Field
            name="place"
            label={publish.place}
            isOptional
            defaultValue={draft.place}
            max={60}
            error={errorOf('place')}
            onChange={(place) => change({ place })}
          />
          {answer !== '' && (
            <Check
              label={publish.withAnswer}
              hint={[deputyName, answer].filter(Boolean).join('：')}
              value={draft.withAnswer}
              onChange={(withAnswer) => change({ withAnswer })}
            />
          )}
          <Photos photos={photos} />
          {photos.map((photo, index) => (
            <Check
              key={photo.id}
              label={publish.photo(index + 1)}
              value={draft.photoIds.includes(photo.id)}
              onChange={(isChosen) =>
                change({ photoIds: isChosen ? [...draft.photoIds, photo.id] : draft.photoIds.filter((each) => each !== photo.id) })
              }
            />
          ))}
          <RefusedBar error={asking.error ?? taking.error} hasText={asking.error !== null} />
          <Button kind="primary" isBusy={asking.isPending} onPress={() => asking.mutate({ id, ...draft })}>
            {publish.submit}
          </Button>
        </>
      ) : (
        <NoticeBar tone="info" title={publish.early} />
      )}
    </View>
  )
}
