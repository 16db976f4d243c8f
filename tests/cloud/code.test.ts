import { makeShortCodes } from '../../src/cloud/code/make'
import { granted, refusal } from './town'
import { openWechatTown, type WechatTown } from './wechat-town'

let at: WechatTown
beforeAll(async () => {
  at = await openWechatTown()
  await makeShortCodes(at.context.db, at.town.congressId, 'station', [at.town.hall, at.town.home])
  await makeShortCodes(at.context.db, at.town.congressId, 'deputy', [at.town.wang])
})
afterAll(() => at.close())

const pictureOf = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/

test('a station has its code drawn by WeChat for its poster, and it opens that station', async () => {
  const { context, town } = at
  const drawn = await granted(context, 'code.draw', { id: town.hall }, town.token.hallDesk)
  expect(drawn.image).toMatch(pictureOf)
  expect(drawn.text).toBe(`${context.publicUrl}/c/${drawn.code}`)
  expect(await granted(context, 'code.open', { code: drawn.code })).toMatchObject({ kind: 'station', id: town.hall })
})

test('a deputy has their own, the office any', async () => {
  const { context, town } = at
  expect((await granted(context, 'code.draw', { id: town.wang }, town.token.wang)).image).toMatch(pictureOf)
  expect((await granted(context, 'code.draw', { id: town.home }, town.token.office)).image).toMatch(pictureOf)
})

test("another station's code, a resident, and a station that is not there are refused alike", async () => {
  const { context, town } = at
  for (const [id, token] of [
    [town.home, town.token.hallDesk],
    [town.hall, town.token.resident],
    [town.hall, town.token.zhao],
    [town.congressId, town.token.office],
  ] as const)
    expect(await refusal(context, 'code.draw', { id }, token)).toBe('NOT_FOUND')
})

test('where WeChat does not draw, the poster has the address alone', async () => {
  const { context, town } = at
  const drawn = await granted({ ...context, wechat: null }, 'code.draw', { id: town.hall }, town.token.hallDesk)
  expect(drawn).toMatchObject({ image: null, text: `${context.publicUrl}/c/${drawn.code}` })
})
