import { Button as TaroButton, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { open } from '../lib/page'
import { agree, AGREE_BUTTON, hasConsentButton, useAgreement } from '../lib/privacy'
import { useWords } from '../words'
import './agree.css'
import { Button } from './button'
import { Card } from './card'
import { Icon } from './icon'
import { heading, press } from './press'
import { Skeleton } from './skeleton'

/** The one button that agrees: WeChat learns of it through a type of button of its own. */
export function AgreeButton({ onAgreed, kind = 'primary' }: { onAgreed?: () => void; kind?: 'primary' | 'secondary' }) {
  const { privacy } = useWords()
  const go = () => {
    void agree()
    onAgreed?.()
  }
  if (!hasConsentButton)
    return (
      <Button kind={kind} onPress={go}>
        {privacy.agree}
      </Button>
    )
  return (
    <TaroButton
      id={AGREE_BUTTON}
      className={`lx-button lx-button-${kind}`}
      hoverClass="lx-button-hover"
      openType="agreePrivacyAuthorization"
      onAgreePrivacyAuthorization={({ detail }) => {
        if (!String((detail as { errMsg?: string }).errMsg).includes(':fail')) go()
      }}
      {...press(() => {}, { label: privacy.agree })}
    >
      {privacy.agree}
    </TaroButton>
  )
}

/** What the text comes down to. */
function Points() {
  const { privacy } = useWords()
  return (
    <View className="lx-stack">
      {privacy.points.map((point) => (
        <View key={point} className="lx-agree-point">
          <Icon name="check" />
          <Text className="lx-grow">{point}</Text>
        </View>
      ))}
    </View>
  )
}

const readAll = () => open('/resident/agreement/index')

/** On the first screen, among everything else, which it holds back from nobody. Nothing once they agreed. */
export function FirstRun() {
  const { privacy } = useWords()
  if (useAgreement() !== false) return null
  return (
    <Card tone="brand">
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {privacy.firstTitle}
        </View>
        <Text className="lx-text">{privacy.firstWords}</Text>
        <AgreeButton kind="secondary" />
        <Button kind="link" onPress={readAll}>
          {privacy.readAll}
        </Button>
      </View>
    </Card>
  )
}

/** In the place of what needs consent; afterwards what it stood for. */
export function AgreeFirst({ children }: { children: ReactNode }) {
  const { privacy } = useWords()
  const hasAgreed = useAgreement()
  if (hasAgreed) return <>{children}</>
  if (hasAgreed === null) return <Skeleton />
  return (
    <View className="lx-agree">
      <View className="lx-title" {...heading(1)}>
        {privacy.gateTitle}
      </View>
      <Text className="lx-text">{privacy.gateWords}</Text>
      <Card>
        <Points />
      </Card>
      <AgreeButton />
      <Button onPress={readAll}>{privacy.readAll}</Button>
    </View>
  )
}
