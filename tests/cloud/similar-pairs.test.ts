import { readFileSync } from 'node:fs'
import { raresOfText } from '../../src/cloud/similar/likeness'
import { likenessOf, SAME_MATTER } from '../../src/domain/similar'
import { sharedFile, testOnSharedData } from './shared-data'
import labels from './similar-labels.json'

const messages = 'hot-topics/messages.jsonl'

/** Precision and recall at the threshold of an offer: of the pairs that were read, and weighted by how many each stands for. */
function measure(): { precision: number; recall: number; weightedPrecision: number; weightedRecall: number } {
  const texts = new Map(
    readFileSync(sharedFile(messages), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: string; title: string | null; text: string })
      .map(({ id, title, text }) => [id, raresOfText(`${title ?? ''}。${text}`)]),
  )
  const sums = { found: 0, right: 0, same: 0, weighedFound: 0, weighedRight: 0, weighedSame: 0 }
  for (const [a, b, label, weight] of labels.pairs as [string, string, number, number][]) {
    const isFound = likenessOf(texts.get(a)!, texts.get(b)!) >= SAME_MATTER
    sums.found += Number(isFound)
    sums.same += label
    sums.right += isFound ? label : 0
    sums.weighedFound += isFound ? weight : 0
    sums.weighedSame += label * weight
    sums.weighedRight += isFound ? label * weight : 0
  }
  return {
    precision: sums.right / sums.found,
    recall: sums.right / sums.same,
    weightedPrecision: sums.weighedRight / sums.weighedFound,
    weightedRecall: sums.weighedRight / sums.weighedSame,
  }
}

testOnSharedData('of the pairs that somebody read, as many are found and right as docs/similar.md says', [messages], async () => {
  expect(labels.pairs.length).toBeGreaterThanOrEqual(200)
  const found = measure()
  if (process.env.FIGURES) process.stderr.write(`${JSON.stringify(found)}\n`)
  expect(found.precision).toBeGreaterThan(0.9)
  expect(found.recall).toBeGreaterThan(0.6)
})
