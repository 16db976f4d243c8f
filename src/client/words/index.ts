import { code } from './code'
import { concern } from './concern'
import { demo } from './demo'
import { deputy } from './deputy'
import { error } from './error'
import { general } from './general'
import { home } from './home'
import { useLanguage, type Language } from './language'
import { me } from './me'
import { privacy } from './privacy'
import { receipt } from './receipt'
import { report } from './report'
import { station } from './station'
import { topic } from './topic'

export * from './format'
export { languages, type Language } from './language'

const nouns = { general, error, home, station, deputy, report, receipt, code, me, concern, topic, demo, privacy }

/** Every text that a user reads, by noun, in one language. */
export type Dictionary = { [Noun in keyof typeof nouns]: (typeof nouns)[Noun]['zh-CN'] }

const inLanguage = (language: Language) =>
  Object.fromEntries(Object.entries(nouns).map(([noun, words]) => [noun, words[language]])) as unknown as Dictionary

const dictionary = { 'zh-CN': inLanguage('zh-CN'), en: inLanguage('en') } satisfies Record<Language, Dictionary>

/** The words in the language of this person. */
export const useWords = (): Dictionary => dictionary[useLanguage()]
