import { useEffect, useRef, useState } from 'react'
import { useIsShown } from '../lib/page'
import { speak, stopSpeaking, useCanSpeak } from '../lib/speech'
import { useWords } from '../words'
import { Button } from './button'

/** 朗读, where the device has a voice; it falls silent when the page is left. */
export function ReadAloud({ words }: { words: string }) {
  const { general } = useWords()
  const canSpeak = useCanSpeak()
  const isShown = useIsShown()
  const [isSpeaking, setSpeaking] = useState(false)
  /** What was stopped tells of its end late, and must not end what came after it. */
  const round = useRef(0)
  const stop = () => {
    round.current += 1
    setSpeaking(false)
    stopSpeaking()
  }
  useEffect(() => {
    // The reading then ends, as if it had come to its last word.
    if (!isShown && round.current > 0) stopSpeaking()
  }, [isShown])
  useEffect(() => () => void (round.current > 0 && stopSpeaking()), [])
  if (!canSpeak) return null
  const start = () => {
    round.current += 1
    const mine = round.current
    setSpeaking(true)
    speak(words, () => round.current === mine && setSpeaking(false))
  }
  return (
    <Button kind="link" icon={isSpeaking ? 'stop' : 'speak'} onPress={isSpeaking ? stop : start}>
      {isSpeaking ? general.stopReading : general.readAloud}
    </Button>
  )
}
