import { useSyncExternalStore } from 'react'

const synthesis = () => ('speechSynthesis' in window ? window.speechSynthesis : null)
const voice = () =>
  synthesis()
    ?.getVoices()
    .find(({ lang }) => /^(zh|cmn)[-_](CN|Hans)/i.test(lang))
/** Some browsers know their voices only after a while. */
const watchVoices = (listener: () => void) => {
  synthesis()?.addEventListener('voiceschanged', listener)
  return () => synthesis()?.removeEventListener('voiceschanged', listener)
}
const hasVoice = () => voice() !== undefined

/** Whether this browser has a voice for Chinese. */
export const useCanSpeak = (): boolean => useSyncExternalStore(watchVoices, hasVoice)

const SLOWER = 0.9

/** Reads words aloud, and stops whatever was being read. Sentence by sentence: Chromium falls silent within a long one. */
export function speak(words: string, onEnd: () => void): void {
  const reader = synthesis()
  if (!reader) return onEnd()
  reader.cancel()
  const sentences = words.split(/(?<=[。！？；\n])/).filter((sentence) => sentence.trim() !== '')
  sentences.forEach((sentence, index) => {
    const spoken = new SpeechSynthesisUtterance(sentence)
    spoken.lang = 'zh-CN'
    spoken.voice = voice() ?? null
    spoken.rate = SLOWER
    spoken.addEventListener('error', onEnd)
    if (index === sentences.length - 1) spoken.addEventListener('end', onEnd)
    reader.speak(spoken)
  })
}

export const stopSpeaking = (): void => synthesis()?.cancel()
