import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'
import type { Role } from '../../domain/actor'
import { keep, keepHere, kept, keptHere } from './storage'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export const textSizes = [1, 1.2, 1.4, 1.7] as const
export type TextSize = (typeof textSizes)[number]

/** What the person chose for themselves on this device. */
export interface Settings {
  /** Null: as the phone's. */
  language: Language | null
  textSize: TextSize
  isElder: boolean
  /** What `textSize` was before elder mode enlarged it. */
  sizeBefore: TextSize | null
  /** The role that the person last worked in. */
  role: Role | 'resident' | null
}

let settings: Settings = {
  language: kept<Language>('language') ?? null,
  textSize: kept<TextSize>('textSize') ?? 1,
  isElder: kept<boolean>('isElder') ?? false,
  sizeBefore: kept<TextSize>('sizeBefore') ?? null,
  role: keptHere<Role | 'resident'>('role') ?? null,
}
const listeners = new Set<() => void>()

export function choose(change: Partial<Settings>): void {
  settings = { ...settings, ...change }
  for (const [name, value] of Object.entries(change)) (name === 'role' ? keepHere : keep)(name, value)
  for (const listener of listeners) listener()
}

const ELDER_SIZE = 1.4 satisfies TextSize

/** 长辈版 brings larger letters with it; leaving it brings back those that were, unless others were chosen meanwhile. */
export function chooseElder(isElder: boolean): void {
  const { textSize, sizeBefore } = settings
  if (isElder) choose({ isElder, ...(textSize < ELDER_SIZE ? { sizeBefore: textSize, textSize: ELDER_SIZE } : {}) })
  else choose({ isElder, sizeBefore: null, ...(sizeBefore !== null && textSize === ELDER_SIZE ? { textSize: sizeBefore } : {}) })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const chosen = () => settings
export const useSettings = () => useSyncExternalStore(subscribe, chosen, chosen)

/** The phone's own language and text size, asked once. */
const phone = (() => {
  try {
    if (process.env.TARO_ENV === 'h5') return { language: navigator.language, scale: 1 }
    const { language, fontSizeScaleFactor } = Taro.getAppBaseInfo() as { language?: string; fontSizeScaleFactor?: number }
    return { language: language ?? 'zh_CN', scale: fontSizeScaleFactor ?? 1 }
  } catch {
    return { language: 'zh-CN', scale: 1 }
  }
})()

export const languageOf = ({ language }: Settings): Language => language ?? (/^zh/i.test(phone.language) ? 'zh-CN' : 'en')
export const currentLanguage = () => languageOf(settings)
export const useLanguage = () => languageOf(useSettings())

/** The factor that every text size is multiplied by. */
export const useScale = () => Math.max(phone.scale, useSettings().textSize)
