import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { open, replaceWith, showTop } from '../../lib/page'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { heading, role } from '../../ui/press'
import { Receipt } from '../../ui/receipt'
import { formatDue } from '../../words'
import { useReportWords } from '../../words/report'
import type { Submitted } from './draft'

/** It has been handed in: the number, by when, to whom and why. */
export function Done({ submitted: { id, number, due, receipt }, onAnother }: { submitted: Submitted; onAnother: () => void }) {
  const { report } = useReportWords()
  useEffect(showTop, [])
  return (
    <View className="lx-report">
      <View className="lx-report-done" {...role('status')}>
        <View className="lx-report-done-title">
          <Icon name="done" size="large" />
          <View className="lx-title" {...heading(1)}>
            {report.doneTitle}
          </View>
        </View>
        <Text className="lx-heading">{report.doneNumber(number)}</Text>
        <Text className="lx-text">{formatDue(due)}</Text>
        <Text className="lx-text">{report.doneWords}</Text>
      </View>
      <Receipt receipt={receipt} onOpen={(deputyId) => open('/resident/deputy/index', { id: deputyId })} />
      <Button kind="primary" onPress={() => replaceWith('/resident/case/index', { id })}>
        {report.seeCase}
      </Button>
      <Button onPress={onAnother}>{report.another}</Button>
    </View>
  )
}
