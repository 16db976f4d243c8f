import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { RECORDING_SECONDS_MAX } from '../../domain/content'
import { canRecord, play, useRecorder, type Recording } from '../lib/recorder'
import { useRecordingWords } from '../words/recording'
import { Button } from './button'
import { FieldError } from './field'
import { useHold } from './hold'

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
  const { state, seconds, start, stop, cancel, retry } = useRecorder(onChange)
  const [isHeld, setHeld] = useState(false)
  const [isAway, setAway] = useState(false)
  const hold = useHold({
    onHold: () => {
      if (state === 'recording' || state === 'sending') return
      setHeld(true)
      start()
    },
    onAway: setAway,
    onEnd: (wasAway) => {
      setHeld(false)
      setAway(false)
      if (wasAway) cancel()
      else stop()
    },
  })
  if (!canRecord && !recording) return null
  const isRecording = state === 'recording'
  const toggle = () => {
    if (hold.isEcho()) return
    if (isRecording) stop()
    else start()
  }
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
          <Button icon="microphone" onPress={() => onChange(null)}>
            {words.again}
          </Button>
        </View>
      ) : state === 'failed' ? (
        <Button onPress={retry}>{general.retry}</Button>
      ) : (
        // One button throughout: the end of a touch comes to what it began on.
        <View className="lx-stack">
          <View {...hold.touch} catchMove className="lx-hold">
            <Button
              kind={isRecording ? 'danger' : isNeeded ? 'primary' : 'secondary'}
              icon={isRecording && !isHeld ? 'stop' : 'microphone'}
              isBusy={state === 'sending'}
              onPress={toggle}
            >
              {!isRecording ? words.start : isAway ? words.letGoToCancel : isHeld ? words.letGo : words.stop}
            </Button>
          </View>
          {isRecording ? (
            <Text className="lx-text">{words.going(seconds, RECORDING_SECONDS_MAX)}</Text>
          ) : (
            <Text className="lx-small">{words.how}</Text>
          )}
          {isRecording && !isHeld && (
            <Button kind="link" onPress={cancel}>
              {words.cancel}
            </Button>
          )}
        </View>
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
