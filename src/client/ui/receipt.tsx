import { Text, View } from '@tarojs/components'
import type { Output } from '../../contract'
import { useReceiptWords } from '../words/receipt'
import { Button } from './button'
import { Card } from './card'
import { DeputyLines } from './deputy-card'
import { heading } from './press'
import './receipt.css'

export type ReceiptData = Output<'concern.route'>

/** 回执: who gets a case and why, each reason a sentence. With `onChoose`, the others can be chosen instead. */
export function Receipt({
  receipt,
  onChoose,
  onOpen,
  isPast = false,
}: {
  receipt: ReceiptData
  onChoose?: (deputyId: string, name: string) => void
  onOpen?: (deputyId: string) => void
  /** It has gone there; else it would. */
  isPast?: boolean
}) {
  const words = useReceiptWords()
  const { deputy, station, alternatives } = receipt
  const [toDeputy, toDesk] = isPast
    ? [words.receipt.wentToDeputy, words.receipt.wentToDesk]
    : [words.receipt.toDeputy, words.receipt.toDesk]
  return (
    <Card tone="brand">
      <View className="lx-receipt">
        <View className="lx-heading" {...heading(3)}>
          {deputy ? toDeputy : toDesk(station?.name ?? null)}
        </View>
        {deputy && <DeputyLines deputy={deputy} />}
        {deputy && onOpen && (
          <Button kind="link" onPress={() => onOpen(deputy.id)}>
            {words.deputy.introduction}
          </Button>
        )}
        <Text className="lx-receipt-why">{deputy ? words.receipt.why : words.receipt.whyDesk}</Text>
        <Reasons reasons={receipt.reasons} />
        {onChoose && alternatives.length > 0 && (
          <View className="lx-receipt">
            <Text className="lx-receipt-why">{words.receipt.alternatives}</Text>
            {alternatives.map((other) => (
              <View key={other.id} className="lx-receipt-other">
                <DeputyLines deputy={other} />
                <Button onPress={() => onChoose(other.id, other.name)}>{words.receipt.chooseThis(other.name)}</Button>
              </View>
            ))}
          </View>
        )}
      </View>
    </Card>
  )
}

/** One reason as a sentence. */
export const reasonWords = (reason: ReceiptData['reasons'][number], { receipt }: ReturnType<typeof useReceiptWords>): string =>
  receipt.reason[reason.kind]({
    ...('constituency' in reason ? { constituency: reason.constituency.name } : {}),
    ...('constituencies' in reason ? { constituencies: reason.constituencies.map(({ name }) => name), withinM: reason.withinM } : {}),
    ...('topic' in reason ? { topic: reason.topic.name } : {}),
    ...('openCases' in reason ? { openCases: reason.openCases } : {}),
  })

function Reasons({ reasons }: { reasons: ReceiptData['reasons'] }) {
  const words = useReceiptWords()
  return (
    <View className="lx-receipt-reasons">
      {reasons.map((reason, index) => (
        <Text key={index} className="lx-text">
          {reasonWords(reason, words)}
        </Text>
      ))}
    </View>
  )
}
