import type { ConcernState } from './concern'

/** Metres within which two places are taken for one. */
export const NEAR_M = 250
/** Days for which an answered concern is still offered. */
export const OFFERED_DAYS = 30
/** How many are offered at most: more would be read by nobody. */
export const OFFERS_MAX = 3

/** From which likeness on two texts are about one matter wherever they are; docs/similar.md says how often that is right. */
export const SAME_MATTER = 0.35
/** The same where the places are near each other, or the topics are one. */
export const SAME_MATTER_NEAR = 0.12
/** From which likeness on a text is a copy of another by the same person. */
export const COPY = 0.8
/** How many copies of one letter by one person stand by themselves: the first. No law sets it. */
export const COPIES_ALONE = 1

/** How many keys a text is found by. */
const KEYS_MAX = 96
/** Pairs that two texts must share at least: one name in common is no matter in common. */
const SHARED_MIN = 3
/** What a text with very few rare pairs is measured by, so that one shared pair of two is not half a likeness. */
const RARE_MIN = 6

const RUN = /\p{Script=Han}+|[a-z0-9]+/gu

/** FNV-1a, 32 bits, signed, as PostgreSQL holds an int. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) | 0
}

/** Every pair of neighbouring Chinese characters, and every word in Latin letters or digits: 「公交」「123」. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUN)) {
    if (/^[a-z0-9]/.test(run)) {
      pairs.add(run.slice(0, 32))
      continue
    }
    const characters = [...run]
    for (let index = 0; index + 1 < characters.length; index += 1) pairs.add(characters[index]! + characters[index + 1]!)
  }
  return pairs
}

/** Whether a pair is one that letters to an office are full of (「小区」「严重」), so that it tells no two matters apart. */
export type IsCommon = (pair: string) => boolean

/** A Bloom filter of pairs: `bits` in base64, as `tests/bench/common-pairs.ts` writes it. It holds no words. */
export function commonIn(bytes: Uint8Array): IsCommon {
  const size = bytes.length * 8
  return (pair) => commonBits(pair, size).every((bit) => (bytes[bit >>> 3]! >>> (bit & 7)) & 1)
}

/** The bits that stand for a pair in a filter of `size` bits. */
export const commonBits = (pair: string, size: number): number[] =>
  [0x811c9dc5, 0x2f0b4c47, 0x5bd1e995, 0x1b873593, 0x6a09e667, 0x3c6ef372, 0x510e527f].map((seed) => (hash32(pair, seed) >>> 0) % size)

/** What is left of a text without what all letters say: mostly names of places, lines, firms and things. */
export function raresOf(text: string, isCommon: IsCommon): Set<string> {
  return new Set([...pairsOf(text)].filter((pair) => !isCommon(pair)))
}

/** 0 to 1: how much of the shorter text's rare pairs the other has too. */
export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const pair of few) if (many.has(pair)) shared += 1
  return shared < SHARED_MIN ? 0 : shared / Math.max(RARE_MIN, few.size)
}

/** Whether two texts say the same, but for spaces and punctuation. */
export const isSameText = (a: string, b: string): boolean => plain(a) !== '' && plain(a) === plain(b)
const plain = (text: string) => [...text.normalize('NFKC').toLowerCase().matchAll(RUN)].map(([run]) => run).join('')

/** Whether two texts are the same word for word but for little, common words counted too: some texts hold no others. */
export function isNearCopy(a: string, b: string): boolean {
  const [pairs, others] = [pairsOf(a), pairsOf(b)]
  let shared = 0
  for (const pair of pairs) if (others.has(pair)) shared += 1
  return shared >= SHARED_MIN && shared / Math.max(pairs.size, others.size) >= COPY
}

/**
 * The numbers by which a text is found among a million: those of its rare pairs whose hashes are smallest, so that two
 * texts keep the same ones, and one of the whole text, for those that have no rare pair. `scope` (the congress) keeps
 * the keys of two congresses apart.
 */
export function keysOf(text: string, rares: ReadonlySet<string>, scope: string): number[] {
  const seed = hash32(scope)
  const keys = [...rares].map((pair) => hash32(pair, seed)).sort((a, b) => a - b)
  return [...new Set([...keys.slice(0, KEYS_MAX), hash32(`=${plain(text)}`, seed)])]
}

/** What decides whether one concern is offered to somebody who writes another. */
export interface Nearness {
  likeness: number
  isSameText: boolean
  /** Metres; null where one of the two has no place. */
  distanceM: number | null
  isSameTopic: boolean
}

/** Whether the two may be one matter: the same text anywhere, much alike anywhere, or near each other and somewhat alike. */
export function isAlike({ likeness, isSameText: isCopy, distanceM, isSameTopic }: Nearness): boolean {
  if (isCopy) return true
  // A form letter with another place in it is another matter: 「XX小区楼下烧烤油烟扰民」.
  if (distanceM !== null && distanceM > FAR_M) return false
  if (likeness >= SAME_MATTER) return true
  return distanceM !== null && distanceM <= NEAR_M && (isSameTopic || likeness >= SAME_MATTER_NEAR)
}

/**
 * Whether two that may be one matter are so much alike that one tap may put them together. A place's name in common is
 * not enough, nor that they are near each other: a market has a lamp, a fence and a car park. So what people or the
 * model took for two topics is one matter only where the words are the same.
 */
export const isOneMatter = (nearness: Nearness & { isOtherTopic: boolean }): boolean =>
  isAlike(nearness) &&
  (nearness.isSameText ||
    (!nearness.isOtherTopic && nearness.likeness >= SAME_MATTER) ||
    (nearness.isSameTopic && nearness.likeness >= SAME_MATTER_NEAR))

/** Past this two places are two matters, however alike the words: a bus line is long, a restaurant's smoke is not. */
export const FAR_M = 5000

/** The order in which offers stand: the likest first, then the nearest. */
export const byNearness = (a: Nearness, b: Nearness): number =>
  Number(b.isSameText) - Number(a.isSameText) || b.likeness - a.likeness || (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity)

/** States in which a concern is offered; an answered one for `OFFERED_DAYS`. */
export const offeredStates = [
  'unassigned',
  'assigned',
  'accepted',
  'asked',
  'answered',
  'settled',
] as const satisfies readonly ConcernState[]

const STREET =
  /[\p{Script=Han}]{1,8}?(?:大道|大街|路口|公路|路|街|巷|桥|广场|公园|小区|地铁站|公交站|车站|学校|小学|中学|幼儿园|市场|医院)/u

/**
 * What others may know of an address: the first name of a street or of a place that everybody uses, never a house, a
 * door or a person. Null where there is none.
 */
export function streetOf(address: string): string | null {
  return STREET.exec(address.normalize('NFKC'))?.[0] ?? null
}
