import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { choosePhotos, photoSource, showPhotos, uploadPhoto, type LocalPhoto, type Photo } from '../lib/photos'
import { useWords } from '../words'
import { Button } from './button'
import { FieldError } from './field'
import './photo-field.css'
import { Icon } from './icon'
import { press } from './press'

/** Up to `max` photos, each sent as soon as it is chosen. */
export function PhotoField({
  photos,
  onChange,
  max = 9,
  label,
  hint,
  name = 'photos',
  isNeeded,
}: {
  photos: readonly Photo[]
  onChange: (photos: Photo[]) => void
  max?: number
  label: string
  hint?: string
  /** Where a page has two. */
  name?: string
  isNeeded?: boolean
}) {
  const { general, privacy } = useWords()
  const [failed, setFailed] = useState<LocalPhoto[]>([])
  const [isSending, setSending] = useState(false)
  const send = async (chosen: readonly LocalPhoto[]) => {
    setSending(true)
    const left: LocalPhoto[] = []
    let all = [...photos]
    for (const photo of chosen) {
      try {
        all = [...all, await uploadPhoto(photo)]
        onChange(all)
      } catch {
        left.push(photo)
      }
    }
    setFailed(left)
    setSending(false)
  }
  return (
    <View id={`field-${name}`} className="lx-field">
      <Text className="lx-field-label">
        {label}
        {!isNeeded && <Text className="lx-field-optional">（{general.optional}）</Text>}
      </Text>
      {hint && <Text className="lx-small">{hint}</Text>}
      {photos.length > 0 && (
        <View className="lx-photos">
          {photos.map((photo, index) => (
            <View key={photo.id} className="lx-photos-one">
              <Thumbnail photos={photos} index={index} />
              <View
                className="lx-photos-remove lx-press"
                {...press(() => onChange(photos.filter(({ id }) => id !== photo.id)), { label: general.photo.remove(index + 1) })}
              >
                <Icon name="trash" />
                <Text>{general.remove}</Text>
              </View>
            </View>
          ))}
        </View>
      )}
      {failed.length > 0 && <FieldError words={general.photo.failed} />}
      {failed.length > 0 && (
        <Button isBusy={isSending} onPress={() => void send(failed)}>
          {general.retry}
        </Button>
      )}
      {photos.length < max && failed.length === 0 && (
        <Button
          icon="camera"
          isBusy={isSending}
          onPress={() => void choosePhotos(max - photos.length).then((chosen) => (chosen.length > 0 ? send(chosen) : undefined))}
        >
          {general.photo.add}
        </Button>
      )}
      {photos.length < max && <Text className="lx-small">{privacy.why.photos}</Text>}
      <Text className="lx-time">{isSending ? general.photo.sending : general.photo.count(photos.length, max)}</Text>
    </View>
  )
}

/** Photos to look at; each opens large. */
export function Photos({ photos }: { photos: readonly Photo[] }) {
  if (photos.length === 0) return null
  return (
    <View className="lx-photos">
      {photos.map(({ id }, index) => (
        <View key={id} className="lx-photos-one">
          <Thumbnail photos={photos} index={index} />
        </View>
      ))}
    </View>
  )
}

/** One of several photos, small; it opens large, with the others beside it. */
function Thumbnail({ photos, index }: { photos: readonly Photo[]; index: number }) {
  const { general } = useWords()
  const urls = photos.map(({ url }) => url)
  return (
    <View
      {...press(() => showPhotos(urls, urls[index]!, { ...general.photo, close: general.close }), { label: general.photo.one(index + 1) })}
    >
      <Image className="lx-photos-image" src={photoSource(urls[index]!)} mode="aspectFill" nativeProps={{ alt: '' }} />
    </View>
  )
}
