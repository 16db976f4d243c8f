import { findPersonalData, isBankCard, isIdCard, maskAuthor, maskPersonalData } from '../../src/domain/personal-data'
import { MASK } from '../../src/domain/written-numbers'

const kinds = (text: string) => findPersonalData(text).map(({ kind }) => kind)
const found = (text: string) => findPersonalData(text).map(({ from, to }) => text.slice(from, to))

test.each([
  ['请打13800138000找我', '13800138000'],
  ['电话138-0013-8000。', '138-0013-8000'],
  ['电话 138 0013 8000', '138 0013 8000'],
  ['＋８６１３８００１３８０００', '＋８６１３８００１３８０００'],
  ['手机一三八零零一三八零零零', '一三八零零一三八零零零'],
  ['手机幺三八〇〇幺三八〇〇〇', '幺三八〇〇幺三八〇〇〇'],
  ['座机0571-87654321', '0571-87654321'],
  ['座机(010)87654321', '(010)87654321'],
  ['联系电话：87654321', '87654321'],
])('a phone number is found however it is written: %s', (text, number) => {
  expect(kinds(text)).toEqual(['phone'])
  expect(found(text)).toEqual([number])
})

test.each([
  '花了13800元，2026年11月23日交的',
  '编号2026-0123，投诉件20261123000456',
  '打12345没有人接，又打了110',
  '一百三十八户，三十五万八千平方米',
  '5栋1200户居民，3号楼12层，2栋50多户',
  '从8点到18点，路灯坏了14天',
])('what only counts is left alone: %s', (text) => {
  expect(kinds(text)).toEqual([])
})

test('an identity number needs its check digit and a day that exists', () => {
  expect(isIdCard('11010519491231002X')).toBe(true)
  expect(isIdCard('110105194912310021')).toBe(false)
  expect(isIdCard('110105491231002')).toBe(true)
  expect(isIdCard('110105491331002')).toBe(false)
  expect(kinds('身份证11010519491231002X')).toEqual(['id_card'])
})

test('a bank card is told by its check digit', () => {
  expect(isBankCard('6222 0212 3456 7890 129')).toBe(false)
  expect(isBankCard('4111 1111 1111 1111')).toBe(true)
  expect(kinds('打到4111 1111 1111 1111')).toEqual(['bank_card'])
})

test.each([
  ['车牌京A·12345乱停', 'plate', '京A·12345'],
  ['浙AD12345是电动车', 'plate', '浙AD12345'],
  ['写信到 nurse.li@example.com', 'email', 'nurse.li@example.com'],
  ['微信号：nurse_li88', 'account', 'nurse_li88'],
  ['加VX nurse-li88', 'account', 'nurse-li88'],
  ['我家在阳光花园3号楼2单元501室', 'address', '3号楼2单元501室'],
  ['住5栋1203', 'address', '5栋1203'],
  ['解放路12号305室漏水', 'address', '12号305室'],
  ['十二幢三单元四零二室', 'address', '十二幢三单元四零二室'],
])('%s', (text, kind, what) => {
  expect(findPersonalData(text)).toEqual([{ kind, from: text.indexOf(what), to: text.indexOf(what) + what.length }])
})

test.each([
  ['我叫王小河，是居民', '王小河'],
  ['姓名：欧阳青松 电话见下', '欧阳青松'],
  ['联系人：李强', '李强'],
  ['我是赵敏，住在附近', '赵敏'],
  ['上次是张医生看的', '张'],
  ['护士长刘芳女士说', '刘芳'],
  ['请代表帮帮我们。\n陈建国', '陈建国'],
])('a name is seen where something gives it away: %s', (text, name) => {
  expect(findPersonalData(text)).toEqual([{ kind: 'name', from: text.indexOf(name), to: text.indexOf(name) + name.length }])
})

test.each([
  '我是高中老师',
  '对于老师来说',
  '关于医生的编制',
  '班主任老师很好',
  '我是居民',
  '我是江西人',
  '任何医生都一样',
  '请代表看看路灯。',
])('no name is seen where there is none: %s', (text) => {
  expect(kinds(text)).toEqual([])
})

test('what is known of its author is found wherever it stands', () => {
  expect(maskPersonalData('她们都知道芸香值夜班，打１３９ ００１３ ９０００', ['沈芸香', '芸香', '13900139000'])).toBe(
    `她们都知道${MASK}值夜班，打${MASK}`,
  )
})

test('a masked text has nothing left to find, and is not masked twice', () => {
  const text = '我叫王小河，住3号楼2单元501室，电话13800138000，身份证11010519491231002X。'
  const masked = maskPersonalData(text)
  expect(masked).toBe(`我叫${MASK}，住${MASK}，电话${MASK}，身份证${MASK}。`)
  expect(maskPersonalData(masked)).toBe(masked)
})

test('the deputy reads what they act on, and of the author only what is shown', () => {
  const text =
    '我叫王小河，电话13800138000，微信号：xiaohe88，身份证11010519491231002X，住3号楼2单元501室。张医生的车京A12345挡路，名叫李强的保安不管。'
  const read = (name: boolean, phone: boolean) => maskAuthor(text, [], { name, phone })
  expect(read(false, false)).toBe(
    `我叫${MASK}，电话${MASK}，微信号：${MASK}，身份证${MASK}，住3号楼2单元501室。张医生的车京A12345挡路，名叫李强的保安不管。`,
  )
  expect(read(true, false)).toContain(`我叫王小河，电话${MASK}`)
  expect(read(false, true)).toContain(`我叫${MASK}，电话13800138000，微信号：xiaohe88，身份证${MASK}`)
  expect(read(true, true)).toBe(text)
})
