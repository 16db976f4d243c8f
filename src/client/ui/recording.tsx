import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { RECORDING_SECONDS_MAX } from '../../domain/content'
import { canRecord, play, useRecorder, type Recording } from '../lib/recorder'
import { useRecordingWords } from '../words/recording'
import { Button } from './button'
import { FieldError } from './field'

/** Says instead of writes: one recording, sent as soon as it ends. Nothing where the device cannot record. */
export function RecordingField({
  recording,
  onChange,
  label,
  hint,
  name = 'recordingId',
  isNeeded,
}: {
  recording: Recording | null
  onChange: (recording: Recording | null) => void
  label: string
  hint?: string
  /** Where a page has two. */
  name?: string
  isNeeded?: boolean
}) {
  const { general, recording: words } = useRecordingWords()
  const { state, seconds, start, stop, retry } = useRecorder(onChange)
  if (!canRecord && !recording) return null
  return (
    <View id={`field-${name}`} className="lx-field">
      <Text className="lx-field-label">
        {label}
        {!isNeeded && <Text className="lx-field-optional">（{general.optional}）</Text>}
      </Text>
      {hint && <Text className="lx-small">{hint}</Text>}
      {state === 'refused' && <FieldError words={words.refused} />}
      {state === 'failed' && <FieldError words={words.failed} />}
      {recording ? (
        <View className="lx-stack">
          <RecordingPlayer recording={recording} />
          <Button icon="trash" onPress={() => onChange(null)}>
            {words.remove}
          </Button>
        </View>
      ) : state === 'recording' ? (
        <>
          <Button kind="danger" icon="stop" onPress={stop}>
            {words.stop}
          </Button>
          <Text className="lx-text">{words.going(seconds, RECORDING_SECONDS_MAX)}</Text>
        </>
      ) : state === 'failed' ? (
        <Button onPress={retry}>{general.retry}</Button>
      ) : (
        <Button icon="microphone" isBusy={state === 'sending'} onPress={start}>
          {words.start}
        </Button>
      )}
    </View>
  )
}

/** What somebody said, to listen to. */
export function RecordingPlayer({ recording: { url, seconds } }: { recording: Recording }) {
  const { recording: words } = useRecordingWords()
  const [isPlaying, setPlaying] = useState(false)
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])
  const toggle = () => {
    stop.current?.()
    stop.current = isPlaying ? null : play(url, () => setPlaying(false))
    setPlaying(!isPlaying)
  }
  return (
    <Button icon={isPlaying ? 'stop' : 'speak'} onPress={toggle}>
      {isPlaying ? words.stopPlaying : words.play(seconds)}
    </Button>
  )
}
