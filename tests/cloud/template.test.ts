import { randomUUID } from 'node:crypto'
import type { Input } from '../../src/contract'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
const template = (over: Partial<Input<'replyTemplate.save'>> = {}) =>
  change({ id: null, scope: 'congress' as const, ofId: null, title: '已转办', text: '{居民称呼}，{编号}已转办。', ...over })
const save = (as: keyof Town['token'], over: Partial<Input<'replyTemplate.save'>> = {}) =>
  granted(context, 'replyTemplate.save', template(over), town.token[as])
const titles = async (as: keyof Town['token']) =>
  (await granted(context, 'replyTemplate.list', {}, town.token[as])).items.map(({ title }) => title)

describe('who has which reply templates', () => {
  test("the congress's are everybody's who answers, a station's are its own people's, a deputy's nobody else's", async () => {
    await save('office', { title: '全区' })
    await save('hallDesk', { title: '西街', scope: 'station', ofId: town.hall })
    await save('wang', { title: '小河', scope: 'deputy', ofId: town.wang })
    expect((await titles('wang')).sort()).toEqual(['全区', '小河', '西街'].sort())
    expect((await titles('li')).sort()).toEqual(['全区', '西街'].sort())
    expect(await titles('zhao')).toEqual(['全区'])
    expect(await titles('office')).toEqual(['全区'])
    expect(await refusal(context, 'replyTemplate.list', {}, town.token.resident)).toBe('FORBIDDEN')
  })

  test('nobody changes or takes away what is not theirs', async () => {
    const { id } = await save('wang', { title: '只给自己', scope: 'deputy', ofId: town.wang })
    for (const as of ['li', 'hallDesk', 'office', 'resident'] as const) {
      expect(await refusal(context, 'replyTemplate.save', template({ id, scope: 'deputy', ofId: town.wang }), town.token[as])).toBe(
        'NOT_FOUND',
      )
      expect(await refusal(context, 'replyTemplate.remove', change({ id }), town.token[as])).toBe('NOT_FOUND')
    }
    expect(await refusal(context, 'replyTemplate.save', template(), town.token.wang)).toBe('NOT_FOUND')
    expect(await refusal(context, 'replyTemplate.save', template({ scope: 'station', ofId: town.hall }), town.token.homeDesk)).toBe(
      'NOT_FOUND',
    )
    await granted(context, 'replyTemplate.remove', change({ id }), town.token.wang)
    expect(await titles('wang')).not.toContain('只给自己')
  })

  test('a placeholder that there is not is refused and named', async () => {
    const reply = await call(context, 'replyTemplate.save', template({ text: '{编号}在{地址}和{时间}' }), town.token.office)
    expect(reply).toEqual({
      ok: false,
      error: {
        code: 'BAD_INPUT',
        fields: [
          { path: 'text.{地址}', rule: 'placeholder' },
          { path: 'text.{时间}', rule: 'placeholder' },
        ],
      },
    })
  })
})

describe('a template for a case', () => {
  test('tells a deputy no number that stands in the place, and those who said the same neither house nor letter of the first', async () => {
    const handedIn = (address: string, token: string) =>
      granted(context, 'concern.submit', lampConcern({ place: { at: { lon: 120.005, lat: 30.005 }, address } }), token)
    const { id: head } = await handedIn('西街路3号楼402室，电话13800138000', town.token.resident)
    const { id: other } = await handedIn('西街路口', town.token.neighbour)
    const { id } = await save('office', { text: '已去{地点}看过（{编号}，{提交日期}）。' })
    const filled = async () => (await granted(context, 'replyTemplate.fill', { id, concernId: head }, town.token.wang)).text
    expect(await filled()).toContain('西街路')
    expect(await filled()).not.toContain('13800138000')
    await granted(context, 'concern.merge', change({ id: head, ids: [other] }), town.token.wang)
    expect(await filled()).toBe('已去西街看过（〔编号〕，〔提交日期〕）。')
  })

  test('is filled with what the case says, and marks what it does not', async () => {
    const { id: concernId, number } = await granted(
      context,
      'concern.submit',
      lampConcern({ place: { at: { lon: 120.005, lat: 30.005 }, address: '' } }),
      town.token.resident,
    )
    const { id } = await save('office', { text: '{居民称呼}：{编号}（{类别}，{提交日期}，{地点}），{联络站}{代表姓名}，{期限}前。' })
    const { text } = await granted(context, 'replyTemplate.fill', { id, concernId }, town.token.wang)
    expect(text).toBe(`居民朋友：${number}（路灯，2026年11月23日，〔地点〕），西街联络站王小河，2026年12月7日前。`)
    expect(text).not.toContain('张三')
    for (const as of ['resident', 'zhao'] as const)
      expect(await refusal(context, 'replyTemplate.fill', { id, concernId }, town.token[as])).toBe('NOT_FOUND')
    await granted(context, 'concern.accept', change({ id: concernId }), town.token.wang)
    for (const unfilled of [text, '已于{期限}前办好'])
      expect(await call(context, 'concern.answer', change({ id: concernId, text: unfilled }), town.token.wang)).toEqual({
        ok: false,
        error: { code: 'BAD_INPUT', fields: [{ path: 'text', rule: 'unfilled' }] },
      })
    await granted(context, 'concern.answer', change({ id: concernId, text: '按国发〔2024〕5号，已办好。' }), town.token.wang)
  })
})
