import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { addDays, weekdayOf, type Day } from '../../../domain/calendar'
import { Button } from '../../ui/button'
import { ReceptionCard, type ReceptionView } from '../../ui/door/card'
import { heading, press } from '../../ui/press'
import { formatDate, formatSpan } from '../../words'
import { useRotaWords } from '../../words/rota'
import './week.css'

const DAYS = 7
/** Weeks begin on Monday (GB/T 7408). */
const mondayOf = (on: Day) => addDays(on, -((weekdayOf(on) + 6) % DAYS))

/** 一周: seven columns on a desktop, a day below the other on a phone. What is chosen opens below with what may be done about it. */
export function Week({ receptions, today }: { receptions: readonly ReceptionView[]; today: Day }) {
  const { rota: words, door } = useRotaWords()
  const [monday, show] = useState(mondayOf(today))
  const [chosenId, choose] = useState<string | null>(null)
  const days = Array.from({ length: DAYS }, (_, index) => addDays(monday, index))
  const chosen = receptions.find(({ id }) => id === chosenId)
  const next = receptions.find(({ on }) => on >= addDays(monday, DAYS))
  const of = (on: Day) => receptions.filter((each) => each.on === on)
  const turn = (to: Day) => {
    choose(null)
    show(to)
  }
  const isEmpty = days.every((on) => of(on).length === 0)
  return (
    <View className="lx-stack">
      <View className="lx-week-head">
        <View className="lx-section" {...heading(2)}>
          {words.week(formatDate(monday), formatDate(addDays(monday, DAYS - 1)))}
        </View>
        <View className="lx-row-wrap">
          {monday > today && (
            <Button isInline onPress={() => turn(addDays(monday, -DAYS))}>
              {words.before}
            </Button>
          )}
          <Button isInline onPress={() => turn(addDays(monday, DAYS))}>
            {words.after}
          </Button>
        </View>
      </View>
      {isEmpty && <Text className="lx-text">{words.empty}</Text>}
      {isEmpty && next && <Button onPress={() => turn(mondayOf(next.on))}>{words.toNext(formatDate(next.on))}</Button>}
      {!isEmpty && (
        <View className="lx-week">
          {days.map((on) => (
            <View key={on} className={`lx-week-day${on === today ? ' lx-week-today' : ''}${of(on).length === 0 ? ' lx-week-free' : ''}`}>
              <Text className="lx-week-name">{on === today ? words.today(formatDate(on)) : formatDate(on)}</Text>
              {of(on).map(({ id, state, from, to, deputy, taken, waiting }) => (
                <View
                  key={id}
                  className={`lx-week-one lx-week-${state} lx-press${id === chosenId ? ' lx-week-chosen' : ''}`}
                  {...press(() => choose(id === chosenId ? null : id), { expanded: id === chosenId })}
                >
                  <Text className="lx-week-span">{formatSpan(from, to)}</Text>
                  <Text>{deputy.name}</Text>
                  <Text className="lx-small">{[door.receptionState[state], door.taken(taken, waiting)].join(' · ')}</Text>
                </View>
              ))}
            </View>
          ))}
        </View>
      )}
      {chosen && <ReceptionCard key={chosen.id} view={chosen} path="/station/reception/index" isDesk isNext />}
    </View>
  )
}
