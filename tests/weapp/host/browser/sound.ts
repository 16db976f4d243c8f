import { answerOf, hasAnswer } from './answers'
import { fail, log } from './log'
import { requirePrivacy } from './privacy'

type Listener = (detail: unknown) => void
const SHORT_MS = 50

/** `onStart`, `onStop` … that keep what they are given, and the way to tell it something. */
function hearing(events: readonly string[]) {
  const listeners = new Map<string, Listener[]>()
  const on = Object.fromEntries(
    events.map((event) => [`on${event}`, (listener: Listener) => void listeners.set(event, [...(listeners.get(event) ?? []), listener])]),
  )
  const off = Object.fromEntries(events.map((event) => [`off${event}`, () => void listeners.delete(event)]))
  return {
    api: { ...on, ...off },
    tell: (event: string, detail: unknown = {}) => {
      for (const listener of listeners.get(event) ?? []) listener(detail)
    },
  }
}

/** The one recorder of a phone. What it records the test says: `{ recording: { tempFilePath, duration, fileSize } }`. */
function openRecorder() {
  const { api, tell } = hearing(['Start', 'Stop', 'Pause', 'Resume', 'Error', 'FrameRecorded', 'InterruptionBegin', 'InterruptionEnd'])
  let isRecording = false
  return {
    ...api,
    start: (options: unknown) => {
      log.calls.push({ name: 'recorder.start', options })
      if (isRecording) return tell('Error', { errMsg: 'operateRecorder:fail is recording or paused' })
      if (!hasAnswer('recording')) fail('recorder.start: the test gave no answer')
      void Promise.all([requirePrivacy('startRecord'), answerOf('recording')]).then(
        () => {
          isRecording = true
          tell('Start')
        },
        (error: Error) => tell('Error', { errMsg: `operateRecorder:fail ${error.message}` }),
      )
    },
    pause: () => tell('Pause'),
    resume: () => tell('Resume'),
    stop: () => {
      if (!isRecording) return tell('Error', { errMsg: 'operateRecorder:fail recorder not start' })
      isRecording = false
      void answerOf('recording').then((recorded) => tell('Stop', recorded))
    },
  }
}

/** Plays anything at once and to its end; refused (`audio`) it says that it cannot. */
function openAudio() {
  const { api, tell } = hearing(['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'TimeUpdate', 'Error', 'Waiting', 'Seeking', 'Seeked'])
  let ending: ReturnType<typeof setTimeout> | undefined
  const audio = {
    ...api,
    src: '',
    currentTime: 0,
    duration: 0,
    paused: true,
    volume: 1,
    loop: false,
    autoplay: false,
    play: () => {
      log.calls.push({ name: 'audio.play', options: { src: audio.src.slice(0, 60) } })
      const begun = hasAnswer('audio') ? answerOf('audio') : Promise.resolve({ duration: 1 })
      void begun.then(
        (given) => {
          audio.duration = (given as { duration: number }).duration
          audio.paused = false
          tell('Canplay')
          tell('Play')
          ending = setTimeout(() => {
            audio.paused = true
            audio.currentTime = audio.duration
            tell('Ended')
          }, SHORT_MS)
        },
        (error: Error) => tell('Error', { errCode: 10001, errMsg: error.message }),
      )
    },
    pause: () => {
      clearTimeout(ending)
      audio.paused = true
      tell('Pause')
    },
    stop: () => {
      clearTimeout(ending)
      audio.paused = true
      audio.currentTime = 0
      tell('Stop')
    },
    seek: (to: number) => {
      audio.currentTime = to
      tell('Seeked')
    },
    destroy: () => clearTimeout(ending),
  }
  return audio
}

let recorder: ReturnType<typeof openRecorder> | undefined

export const sound = {
  getRecorderManager: () => (recorder ??= openRecorder()),
  createInnerAudioContext: openAudio,
}
