import type { pinyin as Pinyin } from 'pinyin-pro'

const HAN_RUN = /\p{Script=Han}+/gu
const LATIN_RUN = /[a-z0-9]+/g
/** A tsvector may hold a megabyte; nobody searches by the four hundredth syllable of an address. */
const LEXEMES_MAX = 400
const PINYIN_MAX = 12
/** A lexeme past 2 kB spoils the tsvector it stands in; no word that somebody types is this long. */
const WORD_MAX = 64
/** Full-width letters and digits (１２３, ＡＢ) are what Chinese keyboards give. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase()

/**
 * What a name and an address can be found by: every Chinese character and pair of characters (`h`), pinyin (`p`)
 * and its initials (`i`) from every syllable on, and words in Latin letters or digits (`w`).
 * For `array_to_tsvector($1::text[])`.
 */
export async function lexemesOf(...texts: string[]): Promise<string[]> {
  // A quarter of a second to load, and only rows that are written need it.
  const { pinyin } = await import('pinyin-pro')
  const lexemes = new Set<string>()
  const folded = texts.map(fold)
  const runs = folded.flatMap((text) => [...text.matchAll(HAN_RUN)].map(([run]) => run))
  // What is typed most comes first, so that a long address loses its pinyin and not its characters.
  for (const run of runs) for (const gram of gramsOf(run)) lexemes.add(`h${gram}`)
  for (const text of folded) for (const [run] of text.matchAll(LATIN_RUN)) lexemes.add(`w${run.slice(0, WORD_MAX)}`)
  for (const run of runs) for (const lexeme of pinyinOf(run, pinyin)) lexemes.add(lexeme)
  return [...lexemes].slice(0, LEXEMES_MAX)
}

function gramsOf(run: string): string[] {
  const characters = [...run]
  return [...characters, ...characters.slice(1).map((character, index) => characters[index]! + character)]
}

function pinyinOf(run: string, pinyin: typeof Pinyin): string[] {
  // The whole run at once: which reading a character has depends on its word (银行 yínháng).
  const syllables = pinyin(run, { toneType: 'none', type: 'array', nonZh: 'removed', v: true })
  return syllables.flatMap((_, from) => {
    const rest = syllables.slice(from, from + PINYIN_MAX)
    return [`p${rest.join('')}`, `i${rest.map((syllable) => syllable[0]).join('')}`]
  })
}

/**
 * The same as a tsquery for `to_tsquery('simple', …)`: all its Chinese pairs, and each Latin run as the beginning of
 * a pinyin, of initials or of a word. Null where nothing can be searched by. Only Han characters, a–z and 0–9 get in,
 * so nothing typed can be an operator.
 */
export function searchQuery(text: string): string | null {
  const folded = fold(text)
  const terms: string[] = []
  for (const [run] of folded.matchAll(HAN_RUN)) {
    const characters = [...run]
    const grams = characters.length === 1 ? characters : gramsOf(run).filter((gram) => [...gram].length === 2)
    terms.push(...grams.map((gram) => `'h${gram}'`))
  }
  // Pinyin is typed with spaces, without, or with an apostrophe: xi'an, "zhong guan cun".
  const latin = [...folded.matchAll(LATIN_RUN)].map(([run]) => run.slice(0, WORD_MAX))
  if (latin.length > 0)
    terms.push(latin.length === 1 ? latinTerm(latin[0]!) : `(${latinTerm(latin.join(''))} | (${latin.map(latinTerm).join(' & ')}))`)
  return terms.length > 0 ? terms.slice(0, 60).join(' & ') : null
}

const latinTerm = (run: string) => `('p${run}':* | 'i${run}':* | 'w${run}':*)`
