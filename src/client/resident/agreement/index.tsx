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
import { useMyDataWords } from '../../words/my-data'

/** 用户隐私保护指引: what is collected at which step, why, who sees it, for how long, and how to get rid of it. */
export default function AgreementPage() {
  const { privacy, general } = useWords()
  const data = useMyDataWords()
  const { data: congress } = useCongress()
  const hasAgreed = useAgreement()
  const kept = useKeptAgreement()
  const me = useMe()
  const agreedAt = me.data?.agreement?.agreedAt ?? kept?.agreedAt
  // Whoever goes back without a word has not agreed.
  useEffect(() => () => decide(false), [])
  const list = data.list(congress?.settings.retention ?? retentionDefaults)
  return (
    <Page title={privacy.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {privacy.title}
        </View>
        <Text className="lx-text">{data.who(congress?.name ?? general.app)}</Text>
        <Text className="lx-time">{data.version(agreementVersion)}</Text>
        {hasAgreed && agreedAt && <NoticeBar tone="success" title={data.agreed(formatMoment(agreedAt))} />}
        <View className="lx-section" {...heading(2)}>
          {data.collected}
        </View>
        <Cards>
          {list.map(({ title, text, kept: time }) => (
            <Card key={title}>
              <View className="lx-heading" {...heading(3)}>
                {title}
              </View>
              <Text className="lx-text">{text}</Text>
              <Text className="lx-small">{data.keptFor + time}</Text>
            </Card>
          ))}
        </Cards>
        <View className="lx-section" {...heading(2)}>
          {data.rights}
        </View>
        <Text className="lx-text">{data.rightsWords}</Text>
        <View className="lx-section" {...heading(2)}>
          {data.without}
        </View>
        <Text className="lx-text">{data.withoutWords}</Text>
        {hasAgreed ? (
          <Button onPress={() => open('/resident/mine-data/index')}>{data.toMyData}</Button>
        ) : (
          <>
            <AgreeButton
              onAgreed={() => {
                decide(true)
                back()
              }}
            />
            <Button onPress={back}>{data.notNow}</Button>
          </>
        )}
      </View>
    </Page>
  )
}
