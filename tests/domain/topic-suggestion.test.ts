import { defaultTopics } from '../../src/cloud/congress/default-topics'
import { meanings, suggest, topicOf } from '../../src/domain/topic-suggestion'
import { train } from '../../src/domain/topic-training'
import { corpus } from './topic-corpus'

const about = (text: string) => ({ title: null, text })

test('every topic that a class may mean is one that a congress starts with', () => {
  const codes = defaultTopics().map(({ code }) => code)
  for (const among of Object.values(meanings)) for (const { code } of among) expect(codes).toContain(code)
})

test('a class of one topic means it, whatever the words are', () => {
  const golden = { 交通运输: '道路交通', 劳动和社会保障: '劳动社保', 卫生计生: '医疗卫生', 环境保护: '环境保护' }
  const names = new Map(defaultTopics().map(({ code, name }) => [code, name]))
  for (const [board, topic] of Object.entries(golden)) {
    const meant = topicOf(board, about('电梯'))
    expect(meant?.isOnly).toBe(true)
    expect(names.get(meant!.code)).toBe(topic)
  }
})

test.each([
  ['城乡建设', '门口的路灯坏了', '01-02'],
  ['城乡建设', '物业不管事，物业费照收', '04-01'],
  ['城乡建设', '我们小区买了房，开发商不交房', '04'],
  ['城乡建设', '停水三天了，自来水公司没人管', '03-01'],
  ['教育文体', '孩子上小学的招生范围', '05'],
  ['教育文体', '图书馆和健身场地太少', '12'],
  ['商贸旅游', '电梯总是关人', '04-02'],
])('%s: words decide what 「%s」 is about, and then nobody is sure', (board, text, code) => {
  expect(topicOf(board, about(text))).toEqual({ code, isOnly: false })
})

test('a class of several topics without any of their words, or of none, means nothing', () => {
  expect(topicOf('城乡建设', about('请领导关心'))).toBeNull()
  expect(topicOf('商贸旅游', about('超市卖过期食品'))).toBeNull()
})

test('a class that is no class of ours is a code of the congress', () => {
  expect(topicOf('lamps', about('灯'))).toEqual({ code: 'lamps', isOnly: true })
})

test('a topic that the congress does not have is not suggested, nor the same one twice', () => {
  const model = train(corpus(['公交', '班车', '车站'], '交通运输').concat(corpus(['工资', '社保', '养老金'], '劳动和社会保障')))
  const known = suggest(model, about('公交车站没有班车'), () => true)
  expect(known[0]!.code).toBe('01')
  expect(new Set(known.map(({ code }) => code)).size).toBe(known.length)
  expect(suggest(model, about('公交车站没有班车'), (code) => code === '09').map(({ code }) => code)).not.toContain('01')
  expect(suggest(model, about('公交车站没有班车'), () => false)).toEqual([])
})
