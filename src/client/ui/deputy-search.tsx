import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { Point } from '../../domain/place'
import { useCall } from '../lib/query'
import { useWords } from '../words'
import { Cards } from './card'
import { DeputyCard, type DeputyCardData } from './deputy-card'
import { Field } from './field'
import { NoticeBar } from './notice-bar'
import { Waiting } from './page'

const TYPING_MS = 350
const SHOWN = 10

/** Finds a deputy by name or pinyin; before anything is typed, those of the place. */
export function DeputySearch({ at, onChoose }: { at?: Point | null; onChoose: (deputy: DeputyCardData) => void }) {
  const { deputy: words } = useWords()
  const [query, setQuery] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  const reading = useCall('deputy.search', { limit: SHOWN, ...(query ? { query } : at ? { at } : {}) }, { keepsPrevious: true })
  return (
    <View className="lx-cards">
      <Field
        name="deputyId"
        kind="search"
        label={words.search}
        hint={words.searchHint}
        onChange={(typed) => {
          clearTimeout(timer.current)
          timer.current = setTimeout(() => setQuery(typed.trim()), TYPING_MS)
        }}
      />
      {!reading.data && <Waiting reading={reading} />}
      {reading.data?.items.length === 0 && <NoticeBar title={words.none} />}
      <Cards>
        {reading.data?.items.map((deputy) => (
          <DeputyCard key={deputy.id} deputy={deputy} onPress={() => onChoose(deputy)} />
        ))}
      </Cards>
    </View>
  )
}
