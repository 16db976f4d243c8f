import { isPhone } from '../../src/domain/contact'
import { scopeOf } from '../../src/domain/scope'
import { lineOf } from '../../src/domain/topic'

test.each([
  ['我家楼下着火了，快来人', 'fire'],
  ['楼道里闻到很浓的煤气味', 'fire'],
  ['有老人晕倒了', 'injury'],
  ['救命啊', 'injury'],
  ['有人持刀在小区门口', 'crime'],
  ['我不想活了', 'crime'],
  ['我已经向法院起诉了开发商', 'court'],
  ['信访事项已经复核', 'petition'],
  ['健身房不退款', 'consumer'],
])('「%s」 is not for a deputy: %s', (text, scope) => {
  expect(scopeOf(text)).toBe(scope)
})

test.each([
  '门口的路灯坏了两个星期',
  '烧烤店天天浓烟滚滚',
  '养老金是老人的救命钱',
  '消防通道被占，万一着火很危险',
  '希望法院门口多设几个停车位',
])('「%s」 is an ordinary concern', (text) => {
  expect(scopeOf(text)).toBeNull()
})

test('a phone is a mobile or a landline with its area code', () => {
  expect(['13800138000', '138 0013 8000', '010-12345678', '0571-1234567'].every(isPhone)).toBe(true)
  expect(['12345', '23800138000', '1380013800', 'abc', '138001380001'].some(isPhone)).toBe(false)
})

test('the line of a topic ends at the top, and at a circle', () => {
  const topic = (code: string, parentCode: string | null) => ({ code, parentCode, name: code, isRetired: false })
  expect(lineOf('lamps', [topic('roads', null), topic('lamps', 'roads')])).toEqual(['lamps', 'roads'])
  expect(lineOf('a', [topic('a', 'b'), topic('b', 'a')])).toEqual(['a', 'b'])
  expect(lineOf('absent', [])).toEqual([])
})
