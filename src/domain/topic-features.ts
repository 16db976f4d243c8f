/** What somebody wrote: in full, or a title or a text alone. */
export interface Message {
  title: string | null
  text: string | null
}

/** The hashed character sequences that a model knows, sorted, with what each is worth. */
export interface Features {
  /** Ascending, below 2 ** 24. */
  codes: Uint32Array
  /** Inverse document frequency: a sequence that every message has says little. */
  idf: Float32Array
  /** Open addressing over `codes`: index + 1, or 0 where free. */
  slots: Int32Array
}

/** A message as a model sees it: which features, and how strongly; its length is 1, or 0 where nothing is known. */
export interface Vector {
  ids: Int32Array
  values: Float32Array
}

/** A hash of this many bits stands for several sequences, so that a model's file is no list of what people wrote. */
const CODE_BITS = 24
/** Sequences of up to two characters are one kind, those of three the other: each kind has a length of its own. */
const SHORT_GRAM = 2
const LONGEST_GRAM = 3
/** UTF-16 units of a text that count: as many as may be handed in. */
const READ_UNITS = 2000

/** Letters alone: full width as half, digits all alike, without the letters by which publishers mask places (A3区). */
export function normalise(text: string): string {
  // Cut at both ends: one letter may stand for a whole word (ﷺ).
  return text
    .slice(0, READ_UNITS)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[a-z]\d*(?=[市县区])/g, '')
    .replace(/\d+/g, '0')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, READ_UNITS)
}

/** How often each sequence of one or two characters, and each of three, occurs, by its hash; none goes across punctuation. */
export function gramsOf(text: string): readonly [short: Map<number, number>, long: Map<number, number>] {
  const grams = [new Map<number, number>(), new Map<number, number>()] as const
  const read = normalise(text)
  const SPACE = 32
  for (let from = 0; from < read.length; from += 1) {
    let hash = 0x811c9dc5
    for (let at = from; at < Math.min(from + LONGEST_GRAM, read.length); at += 1) {
      const unit = read.charCodeAt(at)
      if (unit === SPACE) break
      hash = Math.imul(hash ^ unit, 0x01000193)
      const code = mixed(hash) >>> (32 - CODE_BITS)
      const counts = grams[at - from < SHORT_GRAM ? 0 : 1]
      counts.set(code, (counts.get(code) ?? 0) + 1)
    }
  }
  return grams
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** Features from their sorted codes. */
export function featuresOf(codes: Uint32Array, idf: Float32Array): Features {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(codes.length * 2 + 2)))
  codes.forEach((code, id) => {
    let slot = code & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = id + 1
  })
  return { codes, idf, slots }
}

function idOf({ codes, slots }: Features, code: number): number {
  for (let slot = code & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
    const id = slots[slot]! - 1
    if (id === -1 || codes[id] === code) return id
  }
}

/** Title and text weigh the same, however long the text is, and so do short sequences and long ones: each is brought to length 1 before they are added. */
export function vectorOf(features: Features, { title, text }: Message): Vector {
  const sums = new Map<number, number>()
  for (const part of [title, text]) {
    if (!part) continue
    for (const grams of gramsOf(part)) {
      const ids: number[] = []
      const values: number[] = []
      let squares = 0
      for (const [code, count] of grams) {
        const id = idOf(features, code)
        if (id === -1) continue
        const value = features.idf[id]! * (1 + Math.log(count))
        ids.push(id)
        values.push(value)
        squares += value * value
      }
      const length = Math.sqrt(squares)
      ids.forEach((id, index) => sums.set(id, (sums.get(id) ?? 0) + values[index]! / length))
    }
  }
  let squares = 0
  for (const value of sums.values()) squares += value * value
  const length = Math.sqrt(squares) || 1
  return { ids: Int32Array.from(sums.keys()), values: Float32Array.from(sums.values(), (value) => value / length) }
}
