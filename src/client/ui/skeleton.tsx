import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useWords } from '../words'
import { role } from './press'
import './skeleton.css'

const AFTER_MS = 300

/** Stands in for what is being read; only after 300 ms, so that what comes fast does not flicker. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const { general } = useWords()
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isLate) return null
  return (
    <View className="lx-skeleton" {...role('status')}>
      <Text className="lx-small">{general.loading}</Text>
      {Array.from({ length: rows }, (_, index) => (
        <View key={index} className="lx-skeleton-row" aria-hidden="true" />
      ))}
    </View>
  )
}
