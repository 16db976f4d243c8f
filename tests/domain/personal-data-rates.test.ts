import { findPersonalData, personalDataKinds, type PersonalData, type PersonalDataKind } from '../../src/domain/personal-data'
import { texts } from './personal-texts'
import { unseenTexts } from './personal-texts-unseen'

/** What a marked text says and where its marks stand. */
function read(marked: string): { text: string; marks: PersonalData[] } {
  let text = ''
  const marks: PersonalData[] = []
  for (const part of marked.split(/(\[[a-z_]+\|[^\]]+\])/)) {
    const mark = /^\[([a-z_]+)\|([^\]]+)\]$/.exec(part)
    if (mark) marks.push({ kind: mark[1] as PersonalDataKind, from: text.length, to: text.length + mark[2]!.length })
    text += mark ? mark[2]! : part
  }
  return { text, marks }
}

interface Rates {
  marks: number
  recall: number
  precision: number
}

/** A mark is found where nothing of it stays readable. What is masked is right where it holds a mark and at most two signs besides. */
function measure(set: readonly string[]): { rates: Record<PersonalDataKind, Rates>; missed: string[]; wrong: string[] } {
  const [missed, wrong]: [string[], string[]] = [[], []]
  const counts = new Map(personalDataKinds.map((kind) => [kind, { marks: 0, hits: 0, found: 0, right: 0 }]))
  for (const { text, marks } of set.map(read)) {
    const found = findPersonalData(text)
    for (const mark of marks) {
      const count = counts.get(mark.kind)!
      count.marks += 1
      if (found.some(({ from, to }) => from <= mark.from && to >= mark.to)) count.hits += 1
      else missed.push(`${mark.kind} ${text.slice(mark.from, mark.to)} in ${text}`)
    }
    for (const each of found) {
      const count = counts.get(each.kind)!
      count.found += 1
      const held = marks.filter(({ from, to }) => each.from < to && from < each.to)
      const signs = held.reduce((sum, { from, to }) => sum + Math.min(to, each.to) - Math.max(from, each.from), 0)
      if (held.length > 0 && each.to - each.from - signs <= 2) count.right += 1
      else wrong.push(`${each.kind} ${text.slice(each.from, each.to)} in ${text}`)
    }
  }
  const rates = Object.fromEntries(
    [...counts].map(([kind, { marks, hits, found, right }]) => [
      kind,
      { marks, recall: hits / marks, precision: found === 0 ? 1 : right / found },
    ]),
  ) as Record<PersonalDataKind, Rates>
  return { rates, missed, wrong }
}
/** What the rules reached when they were last looked at, rounded down: recall and precision. docs/personal-data.md says the same. */
const floors: Record<PersonalDataKind, [recall: number, precision: number]> = {
  phone: [1, 1],
  id_card: [1, 1],
  bank_card: [1, 1],
  plate: [1, 1],
  email: [1, 1],
  account: [1, 1],
  address: [1, 1],
  name: [0.98, 0.98],
}
const unseenFloors: Record<PersonalDataKind, [recall: number, precision: number]> = { ...floors, phone: [0.91, 1], name: [0.86, 0.95] }

describe.each([
  ['the texts that the rules were made with', texts, floors, 190],
  ['texts that they were not', unseenTexts, unseenFloors, 75],
] as const)('on %s', (_, set, least, size) => {
  const { rates, missed, wrong } = measure(set)

  test('there are enough of them, with nothing of the kind in many', () => {
    expect(new Set(set).size).toBe(set.length)
    expect(set.length).toBeGreaterThanOrEqual(size)
    expect(set.filter((text) => read(text).marks.length === 0).length).toBeGreaterThan(size / 4)
  })

  test.each(personalDataKinds)('%s is found, and little else is taken for it', (kind) => {
    const [recall, precision] = least[kind]
    const { rates: reached, ...why } = { rates: rates[kind], missed, wrong }
    expect({ ...reached, ...why, isEnough: reached.recall >= recall && reached.precision >= precision }).toMatchObject({ isEnough: true })
  })
})
