import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commonBits, pairsOf } from '../../src/domain/similar'

/**
 * Writes src/cloud/similar/common-pairs.json from letters: which pairs of characters so many of them have that they
 * tell no two matters apart. `npx tsx tests/bench/common-pairs.ts FILE.jsonl`, each line with `title` and `text`.
 */
const [file] = process.argv.slice(2)
if (!file) throw new Error('Which file of letters?')
/** More letters than this have it: it is common. In parts of all letters. */
const COMMON = 15 / 5541
const BITS_EACH = 10
const letters = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { title: string | null; text: string })
const counts = new Map<string, number>()
for (const { title, text } of letters) for (const pair of pairsOf(`${title ?? ''}。${text}`)) counts.set(pair, (counts.get(pair) ?? 0) + 1)
const common = [...counts].filter(([, count]) => count > COMMON * letters.length).map(([pair]) => pair)
const bytes = new Uint8Array(Math.ceil((common.length * BITS_EACH) / 8))
for (const pair of common) for (const bit of commonBits(pair, bytes.length * 8)) bytes[bit >>> 3]! |= 1 << (bit & 7)
writeFileSync(
  path.resolve('src/cloud/similar/common-pairs.json'),
  `${JSON.stringify({ pairs: common.length, letters: letters.length, bits: Buffer.from(bytes).toString('base64') })}\n`,
)
