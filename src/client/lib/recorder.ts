import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../contract'
import { RECORDING_SECONDS_MAX } from '../../domain/content'
import { call, host, newRequestId } from './call'

export type Recording = Output<'recording.add'>

/** What was said, on this device. */
interface Spoken {
  base64: string
  seconds: number
}

/** One recording under way. `stop` gives it; it stops by itself after a minute. */
interface Tape {
  stop: () => void
  spoken: Promise<Spoken>
}

export const canRecord =
  process.env.TARO_ENV === 'weapp' ||
  (typeof navigator !== 'undefined' && Boolean(navigator.mediaDevices) && typeof MediaRecorder === 'function')

export type RecorderState = 'idle' | 'recording' | 'sending' | 'refused' | 'failed'

/**
 * Records up to a minute and stores it in the cloud. Refusing the microphone is a state, not an error. `stop` and
 * `cancel` do nothing before the device records: its first question for the microphone takes the finger off the button.
 */
export function useRecorder(onRecorded: (recording: Recording) => void) {
  const [state, setState] = useState<RecorderState>('idle')
  const [seconds, setSeconds] = useState(0)
  const tape = useRef<Tape | null>(null)
  const unsent = useRef<(Spoken & { requestId: string }) | null>(null)
  const isDropped = useRef(false)
  useEffect(() => () => tape.current?.stop(), [])
  useEffect(() => {
    if (state !== 'recording') return
    const timer = setInterval(() => setSeconds((count) => Math.min(RECORDING_SECONDS_MAX, count + 1)), 1000)
    return () => clearInterval(timer)
  }, [state])

  const send = async () => {
    if (!unsent.current) return setState('idle')
    setState('sending')
    try {
      onRecorded(await call('recording.add', unsent.current))
      unsent.current = null
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  const start = async () => {
    setSeconds(0)
    isDropped.current = false
    try {
      tape.current = process.env.TARO_ENV === 'h5' ? await recordInBrowser() : await recordOnPhone()
    } catch {
      return setState('refused')
    }
    if (isDropped.current) tape.current.stop()
    else setState('recording')
    try {
      const spoken = await tape.current.spoken
      unsent.current = isDropped.current ? null : { ...spoken, requestId: newRequestId() }
    } catch {
      unsent.current = null
    }
    tape.current = null
    await send()
  }
  return {
    state,
    seconds,
    start: () => void start(),
    stop: () => tape.current?.stop(),
    /** Stops, and keeps nothing of what was said. */
    cancel: () => {
      isDropped.current = true
      tape.current?.stop()
    },
    retry: () => void send(),
  }
}

const secondsOf = (ms: number) => Math.min(RECORDING_SECONDS_MAX, Math.max(1, Math.round(ms / 1000)))

async function recordOnPhone(): Promise<Tape> {
  const recorder = Taro.getRecorderManager()
  await new Promise<void>((resolve, reject) => {
    recorder.onStart(() => resolve())
    recorder.onError(({ errMsg }) => reject(new Error(errMsg)))
    recorder.start({
      duration: RECORDING_SECONDS_MAX * 1000,
      format: 'mp3',
      sampleRate: 16_000,
      numberOfChannels: 1,
      encodeBitRate: 48_000,
    })
  })
  const spoken = new Promise<Spoken>((resolve, reject) => {
    recorder.onStop(({ tempFilePath, duration }) => {
      const base64 = Taro.getFileSystemManager().readFileSync(tempFilePath, 'base64') as string
      resolve({ base64, seconds: secondsOf(duration) })
    })
    recorder.onError(({ errMsg }) => reject(new Error(errMsg)))
  })
  return { stop: () => recorder.stop(), spoken }
}

async function recordInBrowser(): Promise<Tape> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 48_000 })
  const parts: Blob[] = []
  const from = Date.now()
  recorder.ondataavailable = ({ data }) => void parts.push(data)
  const spoken = new Promise<Spoken>((resolve, reject) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      const seconds = secondsOf(Date.now() - from)
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve({ base64: String(reader.result).split(',')[1] ?? '', seconds }))
      reader.addEventListener('error', () => reject(new Error('The recording cannot be read')))
      reader.readAsDataURL(new Blob(parts, { type: recorder.mimeType }))
    }
  })
  recorder.start()
  const stop = () => recorder.state !== 'inactive' && recorder.stop()
  setTimeout(stop, RECORDING_SECONDS_MAX * 1000)
  return { stop, spoken }
}

/** Plays a recording from its beginning; `onEnd` also where it cannot be played. Returns how to stop it. */
export function play(url: string, onEnd: () => void): () => void {
  const source = url.startsWith('/') ? host + url : url
  if (process.env.TARO_ENV === 'h5') {
    const audio = new Audio(source)
    audio.addEventListener('ended', onEnd)
    audio.addEventListener('error', onEnd)
    void audio.play().catch(onEnd)
    return () => audio.pause()
  }
  const audio = Taro.createInnerAudioContext()
  audio.src = source
  audio.onEnded(onEnd)
  audio.onError(onEnd)
  audio.play()
  return () => {
    audio.stop()
    audio.destroy()
  }
}
