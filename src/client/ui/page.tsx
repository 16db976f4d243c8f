import { Text, View } from '@tarojs/components'
import { useEffect, type CSSProperties, type ReactNode } from 'react'
import type { Refused } from '../lib/call'
import { back, forgetFirst, nameTabBar, renameTabs, useIsShown, useIsTab, useTitle } from '../lib/page'
import { useRole } from '../lib/session'
import { useScale, useSettings } from '../lib/settings'
import { useWords } from '../words'
import { DemoStrip } from './demo-strip'
import { Empty } from './empty'
import { shortCallId, wordsOfRefusal } from './error-summary'
import { Icon } from './icon'
import './page.css'
import { press, role } from './press'
import { SideNav } from './side-nav'
import { Skeleton } from './skeleton'

/** What a page reads before it can show itself. */
export interface Reading {
  isPending: boolean
  error: Refused | null
  data: unknown
  refetch: () => unknown
}

interface PageProps {
  /** The words in the bar. */
  title?: string
  /** While it is pending a skeleton stands there; where it failed, the reason and a way to try again. */
  reading?: Reading
  children: ReactNode
  /** Uses the whole of a wide window: tables. */
  isWide?: boolean
}

/** Around every page: letter size, elder mode, colours, waiting and failing. */
export function Page({ title, reading, children, isWide = false }: PageProps) {
  const { isElder } = useSettings()
  const k = useScale()
  const { general } = useWords()
  useTitle(title)
  useEffect(() => nameTabBar(general.app), [general])
  useEffect(forgetFirst, [])
  return (
    <View
      className={`lx-page${process.env.TARO_ENV === 'h5' ? ' lx-page-web' : ''}${isElder ? ' lx-page-elder' : ''}${isWide ? ' lx-page-wide' : ''}`}
      style={{ '--k': k } as CSSProperties}
    >
      {useIsTab() && <TabNames />}
      {process.env.TARO_ENV === 'h5' && <SideNav />}
      {process.env.TARO_ENV === 'h5' && <DemoStrip />}
      {process.env.TARO_ENV === 'h5' && <Bar title={title} />}
      <View {...role('main')}>{reading && reading.data === undefined ? <Waiting reading={reading} /> : children}</View>
    </View>
  )
}

/** The tabs' words follow the language and the role in which one works. */
function TabNames() {
  const { general } = useWords()
  const { role: current } = useRole()
  const isShown = useIsShown()
  useEffect(
    () => (isShown ? renameTabs([general.tab.home, general.tab.stations, general.tab.cases[current], general.tab.me]) : undefined),
    [general, current, isShown],
  )
  return null
}

/** Stands where something is being read, or says why it could not be. */
export function Waiting({ reading: { error, refetch } }: { reading: Pick<Reading, 'error' | 'refetch'> }) {
  const { error: words, general } = useWords()
  if (!error) return <Skeleton />
  const { code } = error
  if (code === 'SIGN_IN' && process.env.TARO_ENV === 'h5')
    return <Empty icon="person" title={words.code.SIGN_IN} action={words.signIn} onAction={() => open('/entry/sign-in/index')} />
  const id = shortCallId(error)
  return (
    <Empty
      icon="alert"
      title={wordsOfRefusal(words, error)}
      {...(id && { detail: words.callId(id) })}
      {...(code === 'NOT_FOUND' ? {} : { action: general.retry, onAction: () => void refetch() })}
    />
  )
}

/** WeChat draws a bar above every page; a browser does not. */
function Bar({ title }: { title: string | undefined }) {
  const { general } = useWords()
  if (useIsTab()) return null
  return (
    <View className="lx-bar">
      <View className="lx-bar-back lx-press" {...press(back, { label: general.back })}>
        <Icon name="back" />
        <Text>{general.back}</Text>
      </View>
      <Text className="lx-bar-title" aria-hidden="true">
        {title}
      </Text>
    </View>
  )
}
