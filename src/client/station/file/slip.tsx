import { Image, Text, View } from '@tarojs/components'
import { renderSVG } from 'uqr'
import type { Output } from '../../../contract'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { heading, role } from '../../ui/press'
import { formatDate } from '../../words'
import { useAssistanceWords } from '../../words/assistance'

/** 回执: what the person takes home. */
export function Slip({ filed: { number, due, receipt, claimCode }, onAnother }: { filed: Output<'concern.file'>; onAnother: () => void }) {
  const { assistance } = useAssistanceWords()
  const spaced = claimCode ? `${claimCode.slice(0, 5)} ${claimCode.slice(5)}` : ''
  const picture = claimCode
    ? `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(`${number} ${claimCode}`, { ecc: 'M', border: 2 }))}`
    : ''
  return (
    <View className="lx-stack" id="slip">
      <View className="lx-title" {...heading(1)}>
        {assistance.slip}
      </View>
      <Card>
        <View className="lx-stack">
          <Text className="lx-heading">{assistance.slipNumber(number)}</Text>
          <Text className="lx-text">
            {receipt.deputy ? assistance.slipDeputy(receipt.deputy.name) : assistance.slipDesk(receipt.station?.name ?? '')}
          </Text>
          <Text className="lx-text">{assistance.slipDue(formatDate(due.on))}</Text>
          {claimCode && (
            <>
              <Text className="lx-text">{assistance.code}</Text>
              <Text className="lx-slip-code" selectable>
                {spaced}
              </Text>
              <View className="lx-slip-qr" {...role('img', { label: assistance.code })}>
                <Image className="lx-slip-image" src={picture} nativeProps={{ alt: '' }} />
              </View>
              <Text className="lx-small">{assistance.codeHint}</Text>
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
        <Button onPress={onAnother}>{assistance.another}</Button>
      </View>
    </View>
  )
}
