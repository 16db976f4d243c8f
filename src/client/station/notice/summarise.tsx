import { View } from '@tarojs/components'
import { useDraft } from '../../lib/draft'
import type { Photo } from '../../lib/photos'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import type { NoticeView } from '../../ui/notice/body'
import { PhotoField } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { useNoticeDeskWords } from '../../words/notice-desk'

/** 活动回顾, with pictures. */
export function Summarise({ view: { id, summary }, onClose }: { view: NoticeView; onClose: () => void }) {
  const words = useNoticeDeskWords()
  const { desk } = words.notice
  const {
    value: draft,
    change,
    clear,
  } = useDraft(`summary.${id}`, {
    text: summary?.text ?? '',
    photos: (summary?.photos ?? []) as Photo[],
  })
  const { mutate, isPending, error } = useChange('notice.summarise', {
    onDone: () => {
      clear()
      onClose()
    },
  })
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {desk.step.summarise}
        </View>
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
        <Field
          name="text"
          kind="lines"
          label={desk.summaryText}
          hint={desk.summaryHint}
          max={5000}
          defaultValue={draft.text}
          error={error ? errorAt(words, error.fields, 'text') : null}
          onChange={(text) => change({ text })}
        />
        <PhotoField label={desk.photos} photos={draft.photos} onChange={(photos) => change({ photos })} />
        <Button
          kind="primary"
          isBusy={isPending}
          onPress={() => mutate({ id, text: draft.text, photoIds: draft.photos.map((photo) => photo.id) })}
        >
          {desk.summarySend}
        </Button>
        <Button onPress={onClose}>{words.general.cancel}</Button>
      </View>
    </Card>
  )
}
