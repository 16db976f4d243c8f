import { findPersonalData } from '../../src/domain/personal-data'
import { MASK, maskNumbers, mentionsNumber } from '../../src/domain/written-numbers'
import { texts } from './personal-texts'

test.each([
  ['请打13800138000找我', `请打${MASK}找我`],
  ['电话 138 0013-8000，或13900139000', `电话 ${MASK}，或${MASK}`],
  ['手机１３８００１３８０００', `手机${MASK}`],
  ['手机一三八零零一三八零零零。', `手机${MASK}。`],
  ['座机0571-87654321', `座机${MASK}`],
  ['身份证11010519491231002X，请查', `身份证${MASK}，请查`],
])('whoever writes a number is offered to mask it: %s', (text, masked) => {
  expect(mentionsNumber(text)).toBe(true)
  expect(maskNumbers(text)).toBe(masked)
  expect(mentionsNumber(masked)).toBe(false)
})

test.each(['打12345没人接', '路灯坏了14天，编号20261123000456', '花了138001元', '从2026年11月23日到12月1日', '12栋1380户'])(
  'what only counts is no number of anybody: %s',
  (text) => {
    expect(mentionsNumber(text)).toBe(false)
    expect(maskNumbers(text)).toBe(text)
  },
)

test('on the labelled texts the form alone finds nearly what the server finds', () => {
  const plain = texts.map((text) => text.replace(/\[[a-z_]+\|([^\]]+)\]/g, '$1'))
  const has = (text: string) => findPersonalData(text).some(({ kind }) => kind === 'phone' || kind === 'id_card')
  const [some, none] = [plain.filter(has), plain.filter((text) => !has(text))]
  expect(some.filter((text) => !mentionsNumber(text)).length / some.length).toBeLessThan(0.15)
  expect(none.filter(mentionsNumber).filter((text) => !/卡|账/.test(text))).toEqual([])
})
