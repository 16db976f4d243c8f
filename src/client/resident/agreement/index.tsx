import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { agreementVersion, retentionDefaults } from '../../../domain/privacy'
import { useKeptAgreement } from '../../lib/agreement'
import { useCongress } from '../../lib/congress'
import { back, open } from '../../lib/page'
import { decide, useAgreement } from '../../lib/privacy'
import { useMe } from '../../lib/session'
import { AgreeButton } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatMoment, useWords } from '../../words'

/** 用户隐私保护指引: what is collected at which step, why, who sees it, for how long, and how to get rid of it. */
export default function AgreementPage() {
  const { privacy, general } = useWords()
  const { data: congress } = useCongress()
  const hasAgreed = useAgreement()
  const kept = useKeptAgreement()
  const me = useMe()
  const agreedAt = me.data?.agreement?.agreedAt ?? kept?.agreedAt
  // Whoever goes back without a word has not agreed.
  useEffect(() => () => decide(false), [])
  const list = privacy.list(congress?.settings.retention ?? retentionDefaults)
  return (
    <Page title={privacy.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {privacy.title}
        </View>
        <Text className="lx-text">{privacy.who(congress?.name ?? general.app)}</Text>
        <Text className="lx-time">{privacy.version(agreementVersion)}</Text>
        {hasAgreed && agreedAt && <NoticeBar tone="success" title={privacy.agreed(formatMoment(agreedAt))} />}
        <View className="lx-section" {...heading(2)}>
          {privacy.collected}
        </View>
        <Cards>
          {list.map(({ title, text, kept: time }) => (
            <Card key={title}>
              <View className="lx-heading" {...heading(3)}>
                {title}
              </View>
              <Text className="lx-text">{text}</Text>
              <Text className="lx-small">{privacy.keptFor + time}</Text>
            </Card>
          ))}
        </Cards>
        <View className="lx-section" {...heading(2)}>
          {privacy.rights}
        </View>
        <Text className="lx-text">{privacy.rightsWords}</Text>
        <View className="lx-section" {...heading(2)}>
          {privacy.without}
        </View>
        <Text className="lx-text">{privacy.withoutWords}</Text>
        {hasAgreed ? (
          <Button onPress={() => open('/resident/mine-data/index')}>{privacy.toMyData}</Button>
        ) : (
          <>
            <AgreeButton
              onAgreed={() => {
                decide(true)
                back()
              }}
            />
            <Button onPress={back}>{privacy.notNow}</Button>
          </>
        )}
      </View>
    </Page>
  )
}
