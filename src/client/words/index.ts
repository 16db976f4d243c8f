import { cases } from './concern-list'
import { demo } from './demo'
import { deputy } from './deputy'
import { error } from './error'
import { general } from './general'
import { home } from './home'
import { useLanguage, type Language } from './language'
import { me } from './me'
import { station } from './station'
import { topic } from './topic'

export * from './format'
export { languages, type Language } from './language'

type Noun = Record<Language, unknown>
type Words<Nouns extends Record<string, Noun>> = { [Name in keyof Nouns]: Nouns[Name]['zh-CN'] }

const inLanguage = <Nouns extends Record<string, Noun>>(nouns: Nouns, language: Language) =>
  Object.fromEntries(Object.entries(nouns).map(([name, words]) => [name, words[language]])) as Words<Nouns>

/** What the tabs and more than one package say. Everything here is in the main package; a noun of one package is read by a hook of its own. */
const nouns = { general, error, home, station, deputy, me, concern: cases, topic, demo }

/** The texts that every page may show, by noun, in one language. */
export type Dictionary = Words<typeof nouns>

const dictionary = { 'zh-CN': inLanguage(nouns, 'zh-CN'), en: inLanguage(nouns, 'en') } satisfies Record<Language, Dictionary>

/** The words in the language of this person. */
export const useWords = (): Dictionary => dictionary[useLanguage()]

/** A hook like `useWords` that also has the words of some nouns; they are in the packages whose pages call it. */
export function wordsWith<Nouns extends Record<string, Noun>>(more: Nouns): () => Omit<Dictionary, keyof Nouns> & Words<Nouns> {
  const both = {
    'zh-CN': { ...dictionary['zh-CN'], ...inLanguage(more, 'zh-CN') },
    en: { ...dictionary.en, ...inLanguage(more, 'en') },
  }
  return () => both[useLanguage()]
}
