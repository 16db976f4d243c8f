import Taro, { useDidHide, useDidShow, useRouter } from '@tarojs/taro'
import { useEffect, useState, useSyncExternalStore } from 'react'

/** Whether the page is on the screen. */
export function useIsShown(isAsked = true): boolean {
  const [isShown, setShown] = useState(true)
  useDidShow(() => isAsked && setShown(true))
  useDidHide(() => isAsked && setShown(false))
  return isShown
}

/** As wide as a desk's window, as theme.css has it. Never in WeChat, whose wide windows show the phone's pages. */
const desktop = process.env.TARO_ENV === 'h5' ? window.matchMedia('(min-width: 1024px)') : null
const watchDesktop = (listener: () => void) => {
  desktop?.addEventListener('change', listener)
  return () => desktop?.removeEventListener('change', listener)
}
const isDesktop = () => desktop?.matches ?? false

/** Whether there is room for tables. */
export const useIsDesktop = () => useSyncExternalStore(watchDesktop, isDesktop)

/** The page's parameters, decoded. */
export function useParams(): Partial<Record<string, string>> {
  const { params } = useRouter()
  return Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, decode(value)]])))
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The words in the page's bar, set only while the page is on top: one below would rename the one above. */
export function useTitle(title: string | undefined): void {
  const isShown = useIsShown()
  useEffect(() => {
    if (title && isShown) void Promise.resolve(Taro.setNavigationBarTitle({ title })).catch(() => {})
  }, [title, isShown])
}

const query = (params: Record<string, string | number | null | undefined>) => {
  const parts = Object.entries(params).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** Opens a page above this one. `path` as in app.config, with a slash before it. */
export function open(path: string, params: Record<string, string | number | null | undefined> = {}): void {
  void Taro.navigateTo({ url: path + query(params) }).catch(() => {})
}

/** Puts a page in this one's place. */
export function replaceWith(path: string, params: Record<string, string | number | null | undefined> = {}): void {
  void Taro.redirectTo({ url: path + query(params) }).catch(() => {})
}

export type Tab = 'home' | 'stations' | 'cases' | 'me'

export function openTab(tab: Tab): void {
  void Taro.switchTab({ url: `/tabs/${tab}/index` }).catch(() => {})
}

/** One page back; home where there is none. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack().catch(() => {})
  else openTab('home')
}

/** Brings an element of this page into view. */
export function showElement(id: string): void {
  void Promise.resolve(Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -16, duration: 150 })).catch(() => {})
}

export function showTop(): void {
  void Promise.resolve(Taro.pageScrollTo({ scrollTop: 0, duration: 0 })).catch(() => {})
}

const AGAIN_MS = 300

/**
 * The words under the tabs. WeChat takes them only while a tab is on the screen, and in a browser Taro's bar hears nothing
 * before it is drawn: they are said until that is answered, or what is returned is called.
 */
export function renameTabs(names: readonly string[]): () => void {
  const stop = () => clearInterval(again)
  const say = () => void Promise.all(names.map((text, index) => Taro.setTabBarItem({ index, text }))).then(stop, () => {})
  const again = setInterval(say, AGAIN_MS)
  say()
  return stop
}

/** Taro's tab bar in a browser is links and nothing more; this says that they are the way around. */
export function nameTabBar(label: string): void {
  if (process.env.TARO_ENV !== 'h5') return
  const bar = document.querySelector('.taro-tabbar__tabbar')
  bar?.setAttribute('role', 'navigation')
  bar?.setAttribute('aria-label', label)
}

/** What index.html shows until there is a page. */
export function forgetFirst(): void {
  if (process.env.TARO_ENV === 'h5') document.getElementById('first')?.remove()
}

const tabOf = (path: string) => /^\/?tabs\/(\w+)\//.exec(path)?.[1] as Tab | undefined

/** Which of the tabs this is; undefined for any other page. */
export const useTab = () => tabOf(useRouter().path)

/** Whether this is one of the tabs, which have nothing to go back to. */
export const useIsTab = () => useTab() !== undefined
