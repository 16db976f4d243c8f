import { problemOf } from '../../../src/cloud/wechat/stand-in/fields'
import { minutes, openLine, paths, type Line } from './wechat'

/** The stand-in by bare HTTP, for what our own client never does. */
const ask = async ({ standIn }: Line, path: string, init: RequestInit = {}): Promise<Record<string, unknown>> =>
  (await fetch(`${standIn.base}${path}`, init)).json()
const post = (line: Line, path: string, body: unknown) =>
  ask(line, path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
const token = async (line: Line, isForced = false) => {
  const { appid, secret } = line.standIn
  const answer = await post(line, paths.token, { grant_type: 'client_credential', appid, secret, force_refresh: isForced })
  return answer.access_token as string
}
const check = async (line: Line, value: string) =>
  (await post(line, `${paths.text}?access_token=${value}`, { version: 2, scene: 2, openid: 'oAnna', content: '好' })).errcode

test('a token is the same until its last 5 minutes; then both the old and the new are good, to the old one’s end', async () => {
  const line = await openLine()
  const first = await token(line)
  line.pass(minutes(115) - 1)
  expect(await token(line)).toBe(first)
  line.pass(1)
  const second = await token(line)
  expect(second).not.toBe(first)
  line.pass(minutes(5) - 1)
  expect([await check(line, first), await check(line, second)]).toEqual([0, 0])
  line.pass(1)
  expect([await check(line, first), await check(line, second)]).toEqual([42001, 0])
})

test('a forced token ends the old one, but not within 30 seconds of another, and 20 times a day', async () => {
  const line = await openLine()
  const first = await token(line)
  const second = await token(line, true)
  expect([await check(line, first), await check(line, second)]).toEqual([40001, 0])
  expect(await token(line, true)).toBe(second)
  for (let time = 2; time <= 20; time += 1) {
    line.pass(30_000)
    expect(await token(line, true)).toBeDefined()
  }
  line.pass(30_000)
  expect(await token(line, true)).toBeUndefined()
  line.pass(minutes(24 * 60))
  expect(await token(line, true)).toBeDefined()
})

test.each([
  ['a path that is not there', '/wxa/none', { method: 'POST', body: '{}' }, 40066],
  ['GET for POST', paths.text, {}, 43002],
  ['POST for GET', paths.session, { method: 'POST', body: '{}' }, 43001],
  ['no token', paths.text, { method: 'POST', body: '{}' }, 41001],
  ['an invented token', `${paths.text}?access_token=x`, { method: 'POST', body: '{}' }, 40001],
  ['no appid', paths.token, { method: 'POST', body: '{}' }, 41002],
  ['a body that is not JSON', paths.token, { method: 'POST', body: '<xml/>' }, 47001],
])('%s is answered as WeChat does', async (_, path, init, errcode) => {
  const answer = await ask(await openLine(), path, init)
  expect(answer).toEqual({ errcode, errmsg: expect.stringMatching(/ rid: [\da-f-]{26}$/) })
})

test.each([
  [{ scene: 5 }, 40129],
  [{ version: 1 }, 47001],
  [{ openid: '' }, 40003],
])('a text to check with %j is answered %d', async (over, errcode) => {
  const line = await openLine()
  const body = { version: 2, scene: 2, openid: 'oAnna', content: '好', ...over }
  expect(await post(line, `${paths.text}?access_token=${await token(line)}`, body)).toMatchObject({ errcode })
})

test.each([
  ['thing1', '路'.repeat(20), '路'.repeat(21)],
  ['number2', '12.50', '12元'],
  ['letter3', 'Ab', 'A1'],
  ['symbol4', '!?', '!?!?!?'],
  ['character_string5', 'A2-C4', '编号'],
  ['time6', '2026年3月2日 09:00', '明天'],
  ['time6', '09:00~11:30', '。'],
  ['date7', '2026-03-02', '09:00'],
  ['amount8', '¥12.5元', '十元'],
  ['phone_number9', '+86-0766-66888866', '1'.repeat(18)],
  ['car_number10', '粤A8Z888挂', '粤A8Z888挂挂挂'],
  ['name11', '欧阳娜娜', '欧阳娜娜'.repeat(3)],
  ['phrase12', '已受理', '受理1'],
])('%s may be «%s», not «%s», not nothing', (key, good, bad) => {
  expect(problemOf(key, good)).toBeNull()
  expect(problemOf(key, bad)).toBe(`data.${key}.value invalid`)
  expect(problemOf(key, '')).toBe(`data.${key}.value is empty`)
})

test('of very many messages the last are kept', async () => {
  const line = await openLine()
  line.standIn.consent('oAnna', 'answered', Number.POSITIVE_INFINITY)
  const value = await token(line)
  const send = (count: number) =>
    post(line, `${paths.send}?access_token=${value}`, { touser: 'oAnna', template_id: 'answered', data: { number1: { value: count } } })
  for (let from = 0; from < 2010; from += 30) await Promise.all(Array.from({ length: 30 }, (_, index) => send(from + index)))
  const kept = line.standIn.sent('oAnna').map(({ data }) => Number(data.number1))
  expect(kept).toHaveLength(2000)
  // Thirty go out together, so the ten that are gone are of the first thirty.
  expect(kept.filter((count) => count >= 30)).toHaveLength(1980)
})
