import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { heading } from '../../ui/press'
import { formatMoment } from '../../words'
import { useAssistanceWords } from '../../words/assistance'
import { useDeskWords } from '../../words/desk'
import { useVisitWords } from '../../words/visit'
import '../file/index.css'

/** What the person takes home: when, with whom, where, and the code for checking in. */
export function Booked({
  visit: { startsAt, reception, deputy, station, code },
  onAnother,
}: {
  visit: Output<'visit.bookFor'>
  onAnother: () => void
}) {
  const { desk } = useDeskWords()
  const { visit, station: words } = useVisitWords()
  const { assistance } = useAssistanceWords()
  return (
    <View className="lx-stack" id="slip">
      <View className="lx-title" {...heading(1)}>
        {startsAt ? desk.booked : desk.waits}
      </View>
      <Card>
        <View className="lx-stack">
          <Text className="lx-heading">
            {startsAt ? formatMoment(startsAt) : words.reception(reception.on, reception.from, reception.to)}
          </Text>
          <Text className="lx-text">{visit.withDeputy(deputy.name)}</Text>
          <Text className="lx-text">{station.name}</Text>
          <Text className="lx-text">{station.address}</Text>
          {code && (
            <>
              <Text className="lx-text">{visit.code}</Text>
              <Text className="lx-slip-code" selectable>
                {code}
              </Text>
              <Text className="lx-small">{desk.codeHint}</Text>
            </>
          )}
        </View>
      </Card>
      <View className="lx-stack lx-slip-off">
        {process.env.TARO_ENV === 'h5' && (
          <Button kind="primary" onPress={() => window.print()}>
            {assistance.print}
          </Button>
        )}
        <Button onPress={onAnother}>{desk.another}</Button>
      </View>
    </View>
  )
}
