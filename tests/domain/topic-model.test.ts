import fc from 'fast-check'
import { calibrate, offsetsFrom } from '../../src/domain/topic-calibration'
import { ask, crossValidate, foldOf, measure, trainAfter, type Asked } from '../../src/domain/topic-evaluation'
import { gramsOf, normalise } from '../../src/domain/topic-features'
import { classify, confidenceOf, marginOf, NEVER, readerOf, type TopicModel } from '../../src/domain/topic-model'
import { pack, unpack } from '../../src/domain/topic-packing'
import { train } from '../../src/domain/topic-training'
import { corpus } from './topic-corpus'

const messages = [
  ...corpus(['公交车', '班车', '红绿灯', '停车位'], '交通'),
  ...corpus(['工资', '社保', '养老金', '劳动合同'], '劳动'),
  ...corpus(['小学', '老师', '招生', '幼儿园'], '教育'),
]
const calibration = { slope: 3, offset: 0, sureFrom: 0.9 }
const trained = train(messages)
const model = { ...trained, whole: { ...trained.whole, calibration } }
/** Messages whose topic nobody said: of each topic some, every one different. */
const unlabelled = messages
  .filter((_, index) => index % 5 === 0)
  .map(({ title, text }) => ({ title: `关于${title}`, text: `${text}谢谢！` }))
const titled = train(messages, unlabelled)
const guess = (text: string | null, title: string | null = null) => classify(model, { title, text })

test('it learns what words belong to which topic, from a title, a text or both', () => {
  expect(guess('公司不发工资')?.topic).toBe('劳动')
  expect(guess(null, '公交车站')?.topic).toBe('交通')
  expect(guess('今年的招生怎么报名', '小学')?.topic).toBe('教育')
})

test('a title alone is read by what learned titles, where there is such; all else by what reads letters', () => {
  const title = { title: '公交车', text: null }
  expect(readerOf(titled, title)).toBe('titles')
  expect(readerOf(model, title)).toBe('whole')
  for (const text of ['晚点', '晚点'.repeat(50)])
    expect([readerOf(titled, { title: '公交车', text }), readerOf(titled, { title: null, text })]).toEqual(['whole', 'whole'])
  expect(classify(titled, title)?.topic).toBe('交通')
})

test('messages whose topic nobody said teach what a title is about, where their text tells', () => {
  // Few letters with a topic say 「亭子」; many that have none have it as their title, and are about buses.
  const labelled = [...messages, ...corpus(['亭子'], '教育').slice(0, 4)]
  const others = corpus(['公交车', '班车'], '').map(({ text }) => ({ title: '亭子', text: `${text}，公交车不来，班车太少。` }))
  const lead = (taught: TopicModel) => {
    const [{ scores }] = ask(taught, [{ title: '亭子', text: null, topic: '' }]) as [Asked]
    return scores[taught.classes.indexOf('教育')]! - scores[taught.classes.indexOf('交通')]!
  }
  expect(lead(train(labelled))).toBeGreaterThan(0)
  expect(lead(train(labelled, others))).toBeLessThan(lead(train(labelled)) / 2)
})

test('what belongs to two topics has both as the first and the second, and less confidence', () => {
  const both = guess('老师的工资')!
  expect([both.topic, both.second].sort()).toEqual(['劳动', '教育'])
  expect(both.confidence).toBeLessThan(guess('公司不发工资，社保也没有')!.confidence)
  expect(both.confidence + both.secondConfidence).toBeLessThanOrEqual(1 + 1e-9)
})

test('places that a publisher masked and numbers say nothing; full width is half width', () => {
  expect(normalise('Ａ市A3区１２３号，（旧）')).toBe('市区0号 旧')
  expect(gramsOf('A3区 2019年')).toEqual(gramsOf('B12区 87年'))
})

test('no sequence goes across punctuation, and each is counted', () => {
  expect(gramsOf('水水').map(({ size }) => size)).toEqual([2, 0])
  expect(gramsOf('水水水').map(({ size }) => size)).toEqual([2, 1])
  expect([...gramsOf('水。水')[0].values()]).toEqual([2])
})

test('packed and opened again it says the same, within what a byte can hold', () => {
  const opened = unpack(pack(model))
  expect(opened.whole.features.codes).toEqual(model.whole.features.codes)
  expect(opened.titles).toBeNull()
  const both = unpack(pack(titled))
  expect(both.titles!.features.codes).toEqual(titled.titles!.features.codes)
  const said = (of: TopicModel) => messages.slice(0, 50).map(({ title }) => classify(of, { title, text: null })!.topic)
  expect(said(both)).toEqual(said(titled))
  const [floats, bytes] = [ask(model, messages), ask(opened, messages)]
  floats.forEach(({ scores }, index) => scores.forEach((score, each) => expect(bytes[index]!.scores[each]).toBeCloseTo(score, 1)))
  expect(measure(model.classes, bytes, model).accuracy).toBe(measure(model.classes, floats, model).accuracy)
  expect(pack(opened)).toEqual(pack(unpack(pack(opened))))
})

test('bytes that are no model, or half of one, are refused', () => {
  const bytes = pack(model)
  expect(() => unpack(new Uint8Array(3))).toThrow()
  expect(() => unpack(new TextEncoder().encode('{"model":"none"}'))).toThrow('no topic model')
  expect(() => unpack(bytes.subarray(0, bytes.length - 1))).toThrow()
})

test('the same messages give the same model', () => {
  expect(pack(train(messages))).toEqual(pack(train(messages)))
})

test('a sequence that fewer than four messages have is not kept', () => {
  const secret = '王小明身份证'
  const withSecret = train(
    [...messages, { title: null, text: secret, topic: '劳动' }],
    [...unlabelled, ...Array.from({ length: 9 }, () => ({ title: secret, text: secret }))],
  )
  const known = new Set([...withSecret.whole.features.codes, ...withSecret.titles!.features.codes])
  const secretCodes = gramsOf(secret)
    .flatMap((grams) => [...grams.keys()])
    .filter((code) => !model.whole.features.codes.includes(code))
  expect(secretCodes.length).toBeGreaterThan(5)
  expect(secretCodes.filter((code) => known.has(code))).toEqual([])
})

test.each([
  ['nothing', ''],
  ['spaces', '   \n\t'],
  ['emoji alone', '😀👨‍👩‍👧‍👦🚌'],
  ['half of a surrogate pair', '\ud83d公交车\ude00'],
  ['letters it never saw', 'żółć'],
  ['2,000 characters', '公交车'.repeat(666)],
  ['100,000 characters', '停车位，'.repeat(25_000)],
])('%s gives a guess or none, never an error', (_, text) => {
  const found = guess(text, text)
  if (found) expect(found.confidence).toBeGreaterThan(0)
  else expect(text).not.toContain('公交车')
})

test('whatever is written, the confidence is a share and the second is another', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (title, text) => {
      const found = classify(model, { title, text: `${text}工资` })!
      expect(found.confidence).toBeGreaterThan(0)
      expect(found.confidence).toBeLessThanOrEqual(1)
      expect(found.secondConfidence).toBeLessThanOrEqual(found.confidence)
      expect(found.second).not.toBe(found.topic)
    }),
  )
})

test('messages with the same letters, or of one group, are held back together', () => {
  const folds = 5
  expect(foldOf({ title: '甲', text: '路灯坏了！' }, folds)).toBe(foldOf({ title: '乙', text: '“路灯”坏了' }, folds))
  expect(foldOf({ title: null, text: '一' }, folds, 'g')).toBe(foldOf({ title: null, text: '二' }, folds, 'g'))
  const parts = messages.map((message) => foldOf(message, folds))
  for (let part = 0; part < folds; part += 1) expect(parts.filter((one) => one === part).length).toBeGreaterThan(messages.length / 10)
})

test('held back, each message is asked about once, by a model that did not see it', () => {
  const { whole, titles, classes } = crossValidate(messages, { folds: 3 })
  expect(whole).toHaveLength(messages.length)
  expect(titles).toHaveLength(messages.length)
  expect(measure(classes, whole, model).macroF1).toBeGreaterThan(0.9)
})

test('a class that is guessed too often gets less, until what people set is likeliest; what nobody could know stays out of it', () => {
  // Of 100 alike people set the second class for 70, and the model says the first.
  const alike = Array.from({ length: 100 }, (_, index) => ({ of: Number(index < 70), scores: [0.4, 0] }))
  const even = Array.from({ length: 100 }, (_, index) => ({ of: index % 2, scores: index % 2 === 0 ? [3, 0] : [0, 3] }))
  const offsets = offsetsFrom([...alike, ...even, { of: -1, scores: [9, 0] }], 2)
  expect(0.4 + offsets[0]!).toBeLessThan(offsets[1]!)
  expect(offsetsFrom(even, 2).map((offset) => Number(offset.toFixed(6)))).toEqual([0, 0])
  expect(offsetsFrom([], 2)).toEqual([0, 0])
})

test('the model of all messages has the offsets that held-back answers ask for', () => {
  const heldOut = crossValidate(messages, { folds: 3, unlabelled })
  const after = trainAfter(messages, heldOut, unlabelled)
  const alone = crossValidate(messages, { folds: 3, only: [0], unlabelled })
  for (const reader of ['whole', 'titles'] as const) {
    const offsets = after[reader]!.biases.map((bias, each) => bias - titled[reader]!.biases[each]!)
    offsets.forEach((offset, each) => expect(offset).toBeCloseTo(heldOut.readers[reader]!.offsets[each]!))
    expect(after[reader]!.calibration).toEqual(heldOut.readers[reader]!.calibration)
    expect(alone.readers[reader]!.offsets.every((offset) => offset === 0)).toBe(true)
  }
})

describe('figures', () => {
  /** Two classes; 100 sure ones of which 98 are right, then 100 of which half are. */
  const asked = Array.from({ length: 200 }, (_, index) => ({
    of: index % 2 === 0 || (index >= 4 && index < 100) ? 0 : 1,
    scores: index < 100 ? [2, 0] : [0.2 - index / 10_000, 0],
    by: 'whole' as const,
  }))

  test('accuracy, precision, recall and F1 are counted by hand', () => {
    const { accuracy, macroF1, classes, count } = measure(['a', 'b'], asked, model)
    expect(count).toBe(200)
    expect(accuracy).toBeCloseTo(148 / 200)
    expect(classes[0]).toEqual({ topic: 'a', precision: 148 / 200, recall: 1, f1: 296 / 348, count: 148 })
    expect(classes[1]).toMatchObject({ precision: 0, recall: 0, f1: 0, count: 52 })
    expect(macroF1).toBeCloseTo(148 / 348)
  })

  test('what may be taken without asking ends where 97 % are right no more', () => {
    const found = calibrate(asked)
    const { coverage } = measure(['a', 'b'], asked, { whole: { calibration: found }, titles: null })
    expect(coverage).toBeGreaterThan(0.49)
    expect(coverage).toBeLessThan(0.55)
    expect(found.sureFrom).toBeGreaterThan(0.5)
  })

  test('whose best lies farther from the next is surer, whatever the rest', () => {
    const found = calibrate(asked)
    const confidence = (scores: number[]) => confidenceOf(found, marginOf(scores))
    expect(confidence([2, 0, -9])).toBeCloseTo(0.98, 1)
    expect(confidence([0.2, 0, -9])).toBeLessThan(confidence([0.3, 0, 0]))
    expect(marginOf([1])).toBe(marginOf([1, Number.NEGATIVE_INFINITY]))
  })

  test('where all are right, or all wrong, there is still a confidence', () => {
    for (const of of [0, 1]) {
      const { slope, offset } = calibrate(Array.from({ length: 50 }, (_, index) => ({ of, scores: [index / 10, 0] })).slice(1))
      expect(slope).toBeGreaterThan(0)
      expect(Math.abs(offset)).toBeLessThan(100)
    }
  })

  test('a model that is never right often enough is never sure', () => {
    const wrong = asked.map(({ scores }) => ({ of: 1, scores }))
    expect(calibrate(wrong).sureFrom).toBe(NEVER)
    const never = { ...model, whole: { ...model.whole, calibration: { slope: 90, offset: 90, sureFrom: NEVER } } }
    expect(classify(never, { title: null, text: '公司不发工资' })).toMatchObject({ topic: '劳动', confidence: 1, isSure: false })
  })

  test('a confidence of three in four is right in three of four', () => {
    const even = Array.from({ length: 400 }, (_, index) => ({ of: index % 4 === 0 ? 1 : 0, scores: [1, 0], by: 'titles' as const }))
    const { bands, calibrationError } = measure(['a', 'b'], even, { whole: model.whole, titles: { calibration: calibrate(even) } })
    expect(bands.find(({ count }) => count > 0)).toMatchObject({ right: 0.75 })
    expect(calibrationError).toBeLessThan(0.01)
  })
})
