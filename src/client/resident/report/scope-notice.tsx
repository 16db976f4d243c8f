import { Text } from '@tarojs/components'
import { outOfScope, type OutOfScope } from '../../../domain/scope'
import { phoneTo } from '../../lib/phone'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { useReportWords } from '../../words/report'

/** What seems beyond a deputy's reach: the number that can help, and a way on for who knows better. */
export function ScopeNotice({ scope, wentOn, onGoOn }: { scope: OutOfScope; wentOn: boolean; onGoOn: () => void }) {
  const { report, general } = useReportWords()
  const { number, isEmergency } = outOfScope[scope]
  return (
    <NoticeBar tone={isEmergency ? 'error' : 'warning'} title={report.scope[scope]}>
      <Button kind={isEmergency ? 'danger' : 'secondary'} icon="phone" onPress={() => phoneTo(number)}>
        {general.callNumber(number)}
      </Button>
      {wentOn ? <Text>{report.wentOn}</Text> : <Button onPress={onGoOn}>{report.goOn}</Button>}
    </NoticeBar>
  )
}
