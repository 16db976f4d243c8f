import { CHECKED_AT_ONCE, partsToCheck } from '../../src/domain/content'
import { followOf, isSurveyHour } from '../../src/domain/follow'
import { fillTemplate, unfilled, unknownPlaceholders } from '../../src/domain/reply'

describe('a reply template', () => {
  test('is filled from the case; what the case does not say stays marked', () => {
    expect(fillTemplate('{编号}：{地点}的事', { 编号: '2026-0001', 地点: '' })).toBe('2026-0001：〔地点〕的事')
  })

  test('names what it does not know, once each', () => {
    expect(unknownPlaceholders('{编号}{地址}{地址}{}')).toEqual(['地址', ''])
  })

  test('a value with braces or dollar signs in it is taken as it is', () => {
    expect(fillTemplate('{地点}', { 地点: '$& {编号}' })).toBe('$& {编号}')
  })

  test('an official number in the same marks is no open place', () => {
    expect(unfilled('按国发〔2024〕5号文件，〔地点〕和{期限}还没有填')).toEqual(['〔地点〕', '{期限}'])
  })
})

describe('a text longer than WeChat checks at once', () => {
  test('is cut into parts that overlap and leave nothing out', () => {
    const text = Array.from({ length: 5121 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('')
    const parts = partsToCheck(text)
    expect(parts.every((part) => part.length <= CHECKED_AT_ONCE)).toBe(true)
    expect(parts.slice(1).every((part, index) => parts[index]!.endsWith(part.slice(0, 100)))).toBe(true)
    expect(
      parts[0] +
        parts
          .slice(1)
          .map((part) => part.slice(100))
          .join(''),
    ).toBe(text)
  })

  test('never within a character, though every character takes two units', () => {
    for (const offset of ['', 'a']) {
      const text = offset + '😀'.repeat(3000)
      for (const part of partsToCheck(text)) {
        expect(part.length).toBeLessThanOrEqual(CHECKED_AT_ONCE)
        expect(encodeURIComponent(part)).toContain('%F0')
      }
    }
  })

  test('one that fits is one part', () => {
    expect(partsToCheck('字'.repeat(CHECKED_AT_ONCE))).toHaveLength(1)
    expect(partsToCheck('字'.repeat(CHECKED_AT_ONCE + 1))).toHaveLength(2)
  })
})

test('residents are asked by day, in Asia/Shanghai', () => {
  expect(
    ['2026-11-23T01:59:00Z', '2026-11-23T02:00:00Z', '2026-11-23T11:59:00Z', '2026-11-23T12:00:00Z'].map((at) =>
      isSurveyHour(new Date(at)),
    ),
  ).toEqual([false, true, true, false])
})

test('a congress that says nothing asks on days 7 and 14, and nobody looks before', () => {
  expect(followOf({})).toEqual({ surveyAfterDays: [7, 14], reviewAnswers: 'none' })
})
