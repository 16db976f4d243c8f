import { Text, View } from '@tarojs/components'
import { open } from '../../lib/page'
import { formatDate, formatMoment } from '../../words'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { Card } from '../card'
import { heading } from '../press'
import type { CasePageName, CaseView } from './state'

/** Where else the case has been: departments that it was referred to, and the letter that it was part of. */
export function CaseReferrals({ view: { referrals, splitFrom }, page }: { view: CaseView; page: CasePageName }) {
  const { concern } = useCaseWords()
  if (referrals.length === 0 && !splitFrom) return null
  const path = { resident: '/resident/case/index', deputy: '/deputy/case/index', desk: '/station/case/index' }[page]
  return (
    <View className="lx-stack">
      {splitFrom && (
        <Button kind="link" onPress={() => open(path, { id: splitFrom.id })}>
          {concern.splitFrom(splitFrom.number)}
        </Button>
      )}
      {referrals.length > 0 && (
        <View>
          <View className="lx-section lx-case-section" {...heading(2)}>
            {concern.referrals}
          </View>
          <Card>
            <View className="lx-stack">
              {referrals.map(({ id, unit, reference, expectedOn, at }) => (
                <View key={id}>
                  <Text className="lx-text">{concern.referred(unit, reference)}</Text>
                  {expectedOn && <Text className="lx-small">{concern.expected(formatDate(expectedOn))}</Text>}
                  <Text className="lx-time">{formatMoment(at)}</Text>
                </View>
              ))}
            </View>
          </Card>
        </View>
      )}
    </View>
  )
}
