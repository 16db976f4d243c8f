import { Text, View } from '@tarojs/components'
import { useCongress } from '../../lib/congress'
import { open } from '../../lib/page'
import { useRole } from '../../lib/session'
import { chooseElder, useSettings } from '../../lib/settings'
import { FirstRun } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Icon } from '../../ui/icon'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useWords } from '../../words'
import { ElderEntries } from './elder'
import './index.css'
import { MyOpenCases } from './mine'
import { Nearest } from './nearest'
import { Today } from './today'

export default function HomePage() {
  const words = useWords()
  const { role } = useRole()
  const { isElder } = useSettings()
  const { data: congress } = useCongress()
  return (
    <Page title={congress?.name ?? words.general.app}>
      <View className="lx-home">
        <View className="lx-title" {...heading(1)}>
          {role === 'resident' ? words.home.what : (congress?.name ?? words.general.app)}
        </View>
        {!isElder && role === 'resident' && (
          <Button icon="text" onPress={() => chooseElder(true)}>
            {words.home.elder.enter}
          </Button>
        )}
        <FirstRun />
        {role !== 'resident' && <Today role={role} />}
        {isElder ? (
          <ElderEntries />
        ) : (
          <>
            {role === 'resident' && <ReportEntry />}
            <MyOpenCases />
            <Nearest />
            {role === 'resident' && <HowItWorks />}
          </>
        )}
        <NoticeBar tone="warning" title={words.home.emergency} />
        <Button kind="link" icon="bell" onPress={() => open('/resident/notices/index')}>
          {words.home.notices}
        </Button>
        <Button kind="link" onPress={() => open('/resident/figures/index')}>
          {words.home.figures}
        </Button>
        <Button kind="link" icon="scan" onPress={() => open('/resident/code/index')}>
          {words.home.enterCode}
        </Button>
      </View>
    </Page>
  )
}

function ReportEntry() {
  const { home } = useWords()
  return (
    <View className="lx-home-report">
      <Button kind="primary" icon="edit" onPress={() => open('/resident/report/index')}>
        {home.report}
      </Button>
      <Text className="lx-small">{home.reportHint}</Text>
      <Button icon="calendar" onPress={() => open('/resident/book/index')}>
        {home.book}
      </Button>
    </View>
  )
}

function HowItWorks() {
  const { home } = useWords()
  const icons = ['edit', 'person', 'message'] as const
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {home.how}
      </View>
      <Card>
        <View className="lx-home-steps">
          {home.steps.map(({ title, text }, index) => (
            <View key={title} className="lx-home-step">
              <View className="lx-home-step-icon">
                <Icon name={icons[index] ?? 'check'} />
              </View>
              <View className="lx-grow">
                <Text className="lx-heading">{`${index + 1}. ${title}`}</Text>
                <Text className="lx-small">{text}</Text>
              </View>
            </View>
          ))}
        </View>
      </Card>
    </View>
  )
}
