import { Button as TaroButton, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/call'
import { useWords } from '../words'
import './button.css'
import { NoticeBar } from './notice-bar'
import { press } from './press'

/** Takes the number that WeChat knows, if the person lets it; a refusal leaves the field to be filled in by hand. WeChat alone has this. */
export function WechatPhone({ label, refused, onPhone }: { label: string; refused: string; onPhone: (phone: string) => void }) {
  const { general } = useWords()
  const [state, setState] = useState<'idle' | 'busy' | 'refused'>('idle')
  if (process.env.TARO_ENV !== 'weapp') return null
  const read = (code: string | undefined) => {
    if (!code) return setState('refused')
    setState('busy')
    call('person.phone', { code }).then(
      ({ phone }) => {
        setState('idle')
        onPhone(phone)
      },
      () => setState('refused'),
    )
  }
  return (
    <View className="lx-stack">
      {state === 'refused' && <NoticeBar title={refused} />}
      <TaroButton
        className="lx-button lx-button-secondary"
        hoverClass="lx-button-hover"
        openType="getPhoneNumber"
        onGetPhoneNumber={({ detail }) => read((detail as { code?: string }).code)}
        {...press(() => {}, { label })}
      >
        {state === 'busy' ? general.busy : label}
      </TaroButton>
    </View>
  )
}
