import fc from 'fast-check'
import {
  byNearness,
  commonBits,
  commonIn,
  COPY,
  FAR_M,
  hash32,
  isAlike,
  isNearCopy,
  isOneMatter,
  isSameText,
  keysOf,
  likenessOf,
  NEAR_M,
  pairsOf,
  raresOf,
  SAME_MATTER,
  SAME_MATTER_NEAR,
  streetOf,
  type Nearness,
} from '../../src/domain/similar'
import { goesByDesk, HANDED_IN_PER_HOUR } from '../../src/domain/pace'

const near = (over: Partial<Nearness>): Nearness => ({ likeness: 0, isSameText: false, distanceM: null, isSameTopic: false, ...over })
const bus = '123路公交车在望月湾站早高峰经常四十分钟不来一班'

describe('pairs of a text', () => {
  test('are neighbouring Chinese characters, and words in Latin letters or digits, whatever their width and case', () => {
    expect([...pairsOf('１２３路公交，K7路')]).toEqual(['123', '路公', '公交', 'k7'])
    expect([...pairsOf('K7')]).toEqual([...pairsOf('ｋ７')])
  })
  test('none reaches over punctuation, and one character alone is none', () => {
    expect([...pairsOf('好。坏')]).toEqual([])
    expect([...pairsOf('')]).toEqual([])
  })
  test('a character outside the basic plane is one character', () => expect([...pairsOf('𠮷野家')]).toEqual(['𠮷野', '野家']))
})

describe('the filter of common pairs', () => {
  const bytes = new Uint8Array(512)
  for (const pair of ['小区', '严重', '公交'])
    for (const bit of commonBits(pair, bytes.length * 8)) bytes[bit >>> 3] = bytes[bit >>> 3]! | (1 << (bit & 7))
  test('knows what was put in, and takes it out of a text', () => {
    const isCommon = commonIn(bytes)
    expect(['小区', '严重', '公交', '望月'].map(isCommon)).toEqual([true, true, true, false])
    expect([...raresOf('公交望月', isCommon)]).toEqual(['交望', '望月'])
  })
  test('an empty one holds nothing common', () => expect(raresOf('小区严重', commonIn(new Uint8Array(8))).size).toBe(3))
})

describe('likeness', () => {
  test('is the same both ways, 1 with itself where there is enough of it, and between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'路灯公交站坏了望月湾')),
        fc.array(fc.constantFrom(...'路灯公交站坏了望月湾')),
        (one, other) => {
          const [a, b] = [pairsOf(one.join('')), pairsOf(other.join(''))]
          const likeness = likenessOf(a, b)
          expect(likeness).toBe(likenessOf(b, a))
          expect(likeness).toBeGreaterThanOrEqual(0)
          expect(likeness).toBeLessThanOrEqual(1)
          if (a.size >= 6) expect(likenessOf(a, a)).toBe(1)
        },
      ),
    )
  })
  test('one name in common is no matter in common', () => {
    expect(likenessOf(pairsOf('望月湾'), pairsOf('望月湾的路灯'))).toBe(0)
    expect(likenessOf(new Set(), new Set())).toBe(0)
  })
})

describe('copies', () => {
  test('are the same text but for spaces, width and punctuation', () => {
    expect(isSameText('路灯坏了！', ' 路灯　坏了。')).toBe(true)
    expect(isSameText('路灯坏了', '路灯坏啦')).toBe(false)
  })
  test('two texts without words are not the same text', () => expect(isSameText('！！', '？')).toBe(false))
  test('are near copies with a few words more, and not when one is only a part of the other', () => {
    expect(isNearCopy(bus, `${bus}，快点`)).toBe(true)
    expect(isNearCopy(bus, `${bus}${'另外小区后门的垃圾已经三个星期没有人来收了'.repeat(2)}`)).toBe(false)
    expect(isNearCopy('坏了', '坏了')).toBe(false)
    expect(COPY).toBeGreaterThan(SAME_MATTER)
  })
})

describe('keys', () => {
  const rares = pairsOf(bus)
  test('do not depend on the order of words, and are another congress’s own', () => {
    const [text, turned] = ['望月湾站等车', '等车望月湾站']
    const same = pairsOf(text)
    expect(keysOf(text, same, 'a').slice(0, -1)).toEqual(keysOf(turned, same, 'a').slice(0, -1))
    expect(keysOf(bus, rares, 'a').filter((key) => keysOf(bus, rares, 'b').includes(key))).toEqual([])
  })
  test('are at most 96 of the pairs and one of the whole text, each an int of PostgreSQL', () => {
    const long = pairsOf(Array.from({ length: 5000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(''))
    const keys = keysOf('长', long, 'a')
    expect(keys).toHaveLength(97)
    for (const key of keys) expect(Number.isInteger(key) && key >= -(2 ** 31) && key < 2 ** 31).toBe(true)
  })
  test('a text without rare pairs is still found by itself', () => {
    expect(keysOf('坏了。', new Set(), 'a')).toEqual(keysOf('坏了', new Set(), 'a'))
    expect(keysOf('坏了', new Set(), 'a')).toHaveLength(1)
  })
  test('the hash stays what it was: keys stand in the database', () =>
    expect([hash32('公交'), hash32('公交', 7)]).toEqual([-1000831336, -1560995355]))
})

describe('what is offered', () => {
  test.each([
    ['the same text, however far', near({ isSameText: true, distanceM: FAR_M * 10 }), true],
    ['much alike, without a place', near({ likeness: SAME_MATTER }), true],
    ['a little less than that', near({ likeness: SAME_MATTER - 0.01 }), false],
    ['much alike, but too far', near({ likeness: 1, distanceM: FAR_M + 1 }), false],
    ['much alike, at the very edge', near({ likeness: SAME_MATTER, distanceM: FAR_M }), true],
    ['near and of one topic', near({ distanceM: NEAR_M, isSameTopic: true }), true],
    ['near and somewhat alike', near({ distanceM: NEAR_M, likeness: SAME_MATTER_NEAR }), true],
    ['near and nothing else', near({ distanceM: 0 }), false],
    ['of one topic and a little too far', near({ distanceM: NEAR_M + 1, isSameTopic: true }), false],
    ['of one topic and without a place', near({ isSameTopic: true }), false],
  ] as const)('%s: %s', (_, nearness, is) => expect(isAlike(nearness)).toBe(is))

  test('stands in order: the same text, the likest, the nearest, and what has no place last', () => {
    const all = [
      near({ likeness: 0.5 }),
      near({ likeness: 0.5, distanceM: 10 }),
      near({ likeness: 0.9 }),
      near({ isSameText: true }),
      near({ likeness: 0.5, distanceM: 5 }),
    ]
    expect([...all].sort(byNearness)).toEqual([all[3], all[2], all[4], all[1], all[0]])
  })
})

test.each([
  ['西街12号3单元502室', '西街'],
  ['望月湾小区3栋', '望月湾小区'],
  ['张三家门口', null],
  ['', null],
])('others know of %j no more than %j', (address, street) => expect(streetOf(address)).toBe(street))

test('up to ten within an hour go to a deputy at once, the eleventh by the desk; a congress may say otherwise', () => {
  expect([HANDED_IN_PER_HOUR - 1, HANDED_IN_PER_HOUR].map((handedIn) => goesByDesk(handedIn, undefined))).toEqual([false, true])
  expect([goesByDesk(2, 3), goesByDesk(3, 3)]).toEqual([false, true])
})

test('one tap puts together what is alike and of one topic or of none known; a place or a name in common is left to who reads', () => {
  const alike = near({ likeness: SAME_MATTER, distanceM: 10 })
  expect(isOneMatter({ ...alike, isOtherTopic: false })).toBe(true)
  expect(isOneMatter({ ...alike, isOtherTopic: true })).toBe(false)
  expect(isOneMatter({ ...alike, isOtherTopic: true, isSameText: true })).toBe(true)
  expect(isOneMatter({ ...near({ distanceM: 10, isSameTopic: true }), isOtherTopic: false })).toBe(false)
  expect(isOneMatter({ ...near({ distanceM: 10, isSameTopic: true, likeness: SAME_MATTER_NEAR }), isOtherTopic: false })).toBe(true)
  expect(isOneMatter({ ...near({ distanceM: 10, likeness: SAME_MATTER_NEAR }), isOtherTopic: false })).toBe(false)
})
