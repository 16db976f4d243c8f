import jsqr from 'jsqr'
import { inflateSync } from 'node:zlib'
import { ownTokens } from '../../../src/cloud/wechat/token'
import type { Scene, Wechat } from '../../../src/cloud/wechat/wechat'
import { minutes, openLine, paths, type Line } from './wechat'

const text = (content = '路灯坏了', openid = 'oAnna', scene: Scene = 'social') => ({ openid, text: content, scene })
const message = (over = {}) => ({
  openid: 'oAnna',
  template: 'answered',
  page: 'resident/case/index?id=1',
  data: { thing1: '路灯已修好', time2: '2026年3月2日 09:00' },
  ...over,
})

/** The calls that carry an access token, each in a form that WeChat takes. */
const calls: [string, string, (wechat: Wechat, line: Line) => Promise<{ ok: boolean }>][] = [
  ['a message', paths.send, (wechat, { standIn }) => (standIn.consent('oAnna', 'answered'), wechat.sendMessage(message()))],
  ['a text to check', paths.text, (wechat) => wechat.checkText(text())],
  [
    'a picture to check',
    paths.media,
    (wechat, { standIn }) => wechat.checkMedia({ openid: 'oAnna', url: `${standIn.base}/a.jpg`, kind: 'image', scene: 'social' }),
  ],
  ['a code image', paths.code, (wechat) => wechat.codeImage({ scene: 'd=A2C4E6', page: 'pages/home/index' })],
  ['a phone number', paths.phone, (wechat, { standIn }) => wechat.phoneOf(standIn.phoneCodeFor('13800138000'))],
]

describe('what each call gives', () => {
  test('a code of wx.login tells the openid, once', async () => {
    const { standIn, wechat } = await openLine()
    const code = standIn.codeFor('oAnna')
    expect(await wechat.sessionOf(code)).toEqual({ ok: true, openid: 'oAnna' })
    expect(await wechat.sessionOf(code)).toEqual({ ok: false, reason: 'bad_code', code: 40163 })
    expect(standIn.asked(paths.token)).toBe(0)
  })

  test('an invented, old or blocked login code tells nobody', async () => {
    const { standIn, wechat, pass } = await openLine()
    expect(await wechat.sessionOf('invented')).toEqual({ ok: false, reason: 'bad_code', code: 40029 })
    const old = standIn.codeFor('oAnna')
    pass(minutes(5) + 1)
    expect(await wechat.sessionOf(old)).toEqual({ ok: false, reason: 'bad_code', code: 40029 })
    standIn.block('oBad')
    expect(await wechat.sessionOf(standIn.codeFor('oBad'))).toEqual({ ok: false, reason: 'bad_code', code: 40226 })
  })

  test('a demo’s login codes are taken only where the stand-in is for a demo', async () => {
    const strict = await openLine()
    expect(await strict.wechat.sessionOf('demo-o-Anna_1-x7')).toEqual({ ok: false, reason: 'bad_code', code: 40029 })
    const demo = await openLine({ acceptsDemoCodes: true })
    expect(await demo.wechat.sessionOf('demo-o-Anna_1-x7')).toEqual({ ok: true, openid: 'o-Anna_1' })
    expect(await demo.wechat.sessionOf('demo-o-Anna_1-x7')).toEqual({ ok: false, reason: 'bad_code', code: 40163 })
    expect(await demo.wechat.sessionOf('demo-o-Anna_1-x8')).toEqual({ ok: true, openid: 'o-Anna_1' })
  })

  test('a message reaches the phone, and uses up the consent for it', async () => {
    const { standIn, wechat, now } = await openLine()
    standIn.consent('oAnna', 'answered')
    expect(await wechat.sendMessage(message())).toEqual({ ok: true })
    expect(await wechat.sendMessage(message())).toEqual({ ok: false, reason: 'refused', code: 43101 })
    expect(standIn.sent('oAnna')).toEqual([{ ...message(), at: now() }])
    expect(standIn.sent('oBen')).toEqual([])
  })

  test('who withdrew consent gets no message', async () => {
    const { standIn, wechat } = await openLine()
    standIn.consent('oAnna', 'answered', 3)
    expect(await wechat.sendMessage(message())).toEqual({ ok: true })
    standIn.withdraw('oAnna', 'answered')
    expect(await wechat.sendMessage(message())).toEqual({ ok: false, reason: 'refused', code: 43101 })
  })

  test('a template, page, field or openid that is not there is our mistake, and uses up nothing', async () => {
    const { standIn, wechat } = await openLine({ templates: { answered: ['thing1', 'time2'] }, pages: ['resident/case/index'] })
    standIn.consent('oAnna', 'answered')
    const told = async (over: object) => {
      const answer = await wechat.sendMessage(message(over))
      return answer.ok ? 'sent' : [answer.reason, answer.code]
    }
    expect(await told({ template: 'other' })).toEqual(['rejected', 40037])
    expect(await told({ page: 'pages/none/index' })).toEqual(['rejected', 41030])
    expect(await told({ openid: '' })).toEqual(['rejected', 40003])
    expect(await told({ data: { thing1: '路'.repeat(21), time2: '09:00' } })).toEqual(['rejected', 47003])
    expect(await told({ data: { thing1: '路灯', time2: '明天' } })).toEqual(['rejected', 47003])
    expect(await told({ data: { thing1: '路灯' } })).toEqual(['rejected', 47003])
    expect(await told({ data: { thing1: '路'.repeat(20), time2: '09:00' } })).toBe('sent')
  })

  test.each([
    ['路灯坏了', 'pass'],
    ['加微信办证', 'review'],
    ['加微信办证，违禁品', 'risky'],
  ])('the text %s is judged %s', async (content, suggestion) => {
    const { standIn, wechat } = await openLine()
    standIn.judge('办证', 'review')
    standIn.judge('违禁品', 'risky')
    expect(await wechat.checkText(text(content))).toEqual({ ok: true, suggestion })
  })

  test('each scene has the number that WeChat knows', async () => {
    const { wechat } = await openLine()
    for (const scene of ['profile', 'comment', 'forum', 'social'] as const)
      expect(await wechat.checkText(text('好', 'oAnna', scene))).toEqual({ ok: true, suggestion: 'pass' })
  })

  test('a text of 2,500 characters is judged, a longer or empty one is our mistake', async () => {
    const { wechat } = await openLine()
    expect(await wechat.checkText(text('灯'.repeat(2500)))).toEqual({ ok: true, suggestion: 'pass' })
    expect(await wechat.checkText(text('灯'.repeat(2501)))).toEqual({ ok: false, reason: 'rejected', code: 45002 })
    expect(await wechat.checkText(text(''))).toEqual({ ok: false, reason: 'rejected', code: 44002 })
  })

  test('who has not opened the mini-program for two hours is not checked, until they do', async () => {
    const { standIn, wechat, pass } = await openLine()
    standIn.opened('oAnna')
    pass(minutes(120))
    expect(await wechat.checkText(text())).toEqual({ ok: true, suggestion: 'pass' })
    pass(1)
    expect(await wechat.checkText(text())).toEqual({ ok: false, reason: 'inactive', code: 61010 })
    const picture = { openid: 'oAnna', url: `${standIn.base}/a.jpg`, kind: 'image', scene: 'social' } as const
    expect(await wechat.checkMedia(picture)).toEqual({ ok: false, reason: 'inactive', code: 61010 })
    standIn.opened('oAnna')
    expect(await wechat.checkText(text())).toEqual({ ok: true, suggestion: 'pass' })
  })

  test('a picture to check gets a trace of its own', async () => {
    const { standIn, wechat } = await openLine()
    const picture = { openid: 'oAnna', url: `${standIn.base}/a.jpg`, kind: 'image', scene: 'social' } as const
    const [first, second] = [await wechat.checkMedia(picture), await wechat.checkMedia({ ...picture, kind: 'audio' })]
    expect(first).toEqual({ ok: true, traceId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{8}-[\da-f]{8}$/) })
    expect(second).not.toEqual(first)
  })

  test('a code image can be read by a camera', async () => {
    const { standIn, wechat } = await openLine()
    standIn.codesOpen('http://localhost:8790/#/')
    const drawn = await wechat.codeImage({ scene: 'd=A2C4E6', page: 'pages/home/index' })
    expect(drawn.ok && readCode(drawn.image)).toBe('http://localhost:8790/#/pages/home/index?scene=d%3DA2C4E6')
  })

  test('a code for a page that is not published is refused, unless it opens another build', async () => {
    const { client } = await openLine({ pages: ['pages/home/index'] })
    const to = (page: string, edition: 'release' | 'trial') => client({ edition }).codeImage({ scene: 'a', page })
    expect(await to('pages/new/index', 'release')).toEqual({ ok: false, reason: 'rejected', code: 41030 })
    expect(await to('pages/new/index', 'trial')).toMatchObject({ ok: true })
    expect(await to('/pages/home/index', 'trial')).toEqual({ ok: false, reason: 'rejected', code: 41030 })
  })

  test.each(['', '代表', 'a%20', 'a'.repeat(33)])('a code’s scene may not be «%s»', async (scene) => {
    const { wechat } = await openLine()
    expect(await wechat.codeImage({ scene, page: 'pages/home/index' })).toEqual({ ok: false, reason: 'rejected', code: 40169 })
  })

  test('a phone number comes without 86, with any other country’s code, and once', async () => {
    const { standIn, wechat } = await openLine()
    const code = standIn.phoneCodeFor('13800138000')
    expect(await wechat.phoneOf(code)).toEqual({ ok: true, phone: '13800138000' })
    expect(await wechat.phoneOf(code)).toEqual({ ok: false, reason: 'bad_code', code: 40029 })
    expect(await wechat.phoneOf(standIn.phoneCodeFor('+852 51234567'))).toEqual({ ok: true, phone: '85251234567' })
  })
})

describe.each(calls)('%s', (_, path, call) => {
  test('is repeated once with a new token where the old one has ended, been replaced or been found wrong', async () => {
    const line = await openLine()
    expect(await call(line.wechat, line)).toMatchObject({ ok: true })
    line.standIn.expireTokens()
    expect(await call(line.wechat, line)).toMatchObject({ ok: true })
    line.standIn.refuseToken()
    expect(await call(line.wechat, line)).toMatchObject({ ok: true })
    line.standIn.fail(path, 40014)
    expect(await call(line.wechat, line)).toMatchObject({ ok: true })
    expect(line.standIn.asked(path)).toBe(7)
  })

  test.each([40001, 40014, 42001])('is not repeated again where the new token is refused too (%d)', async (code) => {
    const line = await openLine()
    line.standIn.fail(path, code, 9)
    expect(await call(line.wechat, line)).toEqual({ ok: false, reason: 'unauthorised', code })
    expect(line.standIn.asked(path)).toBe(2)
  })

  test.each([
    [45009, 'busy'],
    [45011, 'busy'],
    [43108, 'busy'],
    [-1, 'down'],
    [43101, 'refused'],
    [61010, 'inactive'],
    [40029, 'bad_code'],
    [40163, 'bad_code'],
    [40226, 'bad_code'],
    [40164, 'unauthorised'],
    [48001, 'unauthorised'],
    [40003, 'rejected'],
    [40037, 'rejected'],
    [47003, 'rejected'],
    [87009, 'rejected'],
    [99999, 'rejected'],
  ])('that is answered %d is %s and is not repeated', async (code, reason) => {
    const line = await openLine()
    line.standIn.fail(path, code)
    expect(await call(line.wechat, line)).toEqual({ ok: false, reason, code })
    expect(line.standIn.asked(path)).toBe(1)
  })

  test('is held to so many a minute', async () => {
    const line = await openLine()
    line.standIn.limit(path, 1)
    expect(await call(line.wechat, line)).toMatchObject({ ok: true })
    expect(await call(line.wechat, line)).toEqual({ ok: false, reason: 'busy', code: 45009 })
    line.pass(minutes(1))
    expect(await call(line.wechat, line)).toMatchObject({ ok: true })
  })

  test.each(['reset', 'html', { slowMs: 1000 }] as const)('finds WeChat down (%j), and up again afterwards', async (how) => {
    const line = await openLine()
    const hasty = line.client({ patienceMs: 700 })
    line.standIn.outage(how)
    expect(await call(hasty, line)).toEqual({ ok: false, reason: 'down', code: 0 })
    line.standIn.outage(null)
    expect(await call(hasty, line)).toMatchObject({ ok: true })
    line.standIn.outage(how)
    expect(await call(hasty, line)).toEqual({ ok: false, reason: 'down', code: 0 })
  })
})

describe('the access token', () => {
  test('is asked for once by calls at the same time', async () => {
    const line = await openLine()
    const answers = await Promise.all(Array.from({ length: 20 }, () => line.wechat.checkText(text())))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(line.standIn.asked(paths.token)).toBe(1)
  })

  test('is asked for anew once by calls that it failed at the same time', async () => {
    const line = await openLine()
    await line.wechat.checkText(text())
    line.standIn.expireTokens()
    const answers = await Promise.all(Array.from({ length: 20 }, () => line.wechat.checkText(text())))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(line.standIn.asked(paths.token)).toBe(2)
  })

  test('is asked for again 5 minutes before its end, not sooner', async () => {
    const line = await openLine()
    await line.wechat.checkText(text())
    line.pass(minutes(114))
    await line.wechat.checkText(text())
    expect(line.standIn.asked(paths.token)).toBe(1)
    line.pass(minutes(1))
    expect(await line.wechat.checkText(text())).toMatchObject({ ok: true })
    expect(line.standIn.asked(paths.token)).toBe(2)
    expect(line.standIn.asked(paths.text)).toBe(3)
  })

  test('is shared by processes', async () => {
    const line = await openLine()
    const tokens = ownTokens()
    const [one, other] = [line.client({ tokens }), line.client({ tokens })]
    await one.checkText(text())
    await other.checkText(text())
    expect(line.standIn.asked(paths.token)).toBe(1)
    line.pass(minutes(116))
    await other.checkText(text())
    await one.checkText(text())
    expect(line.standIn.asked(paths.token)).toBe(2)
  })

  test('that one process had replaced is learnt by the other without ending it again', async () => {
    const line = await openLine()
    const [one, other] = [line.client(), line.client()]
    await one.checkText(text())
    await other.checkText(text())
    line.standIn.refuseToken()
    for (const each of [one, other, one, other]) expect(await each.checkText(text())).toMatchObject({ ok: true })
    // Two first ones; one normal and one forced by the first process; one normal by the other.
    expect(line.standIn.asked(paths.token)).toBe(5)
  })

  test('is forced at most once in 30 seconds', async () => {
    const line = await openLine()
    line.standIn.fail(paths.text, 40001, 100)
    for (let time = 0; time < 10; time += 1) await line.wechat.checkText(text())
    // The first, ten normal ones, and one by force.
    expect(line.standIn.asked(paths.token)).toBe(12)
  })

  test.each([
    ['a wrong secret', { secret: 'wrong' }, 'unauthorised', 40125],
    ['a wrong appid', { appid: 'wx1' }, 'unauthorised', 40013],
  ])('is not given for %s, and nothing is asked without it', async (_, over, reason, code) => {
    const line = await openLine()
    expect(await line.client(over).checkText(text())).toEqual({ ok: false, reason, code })
    expect(await line.client(over).sessionOf(line.standIn.codeFor('oAnna'))).toEqual({ ok: false, reason, code })
    expect(line.standIn.asked(paths.text)).toBe(0)
  })

  test.each([
    [40164, 'unauthorised'],
    [45009, 'busy'],
    [-1, 'down'],
  ])('that is refused with %d is %s, and is asked for again by the next call', async (code, reason) => {
    const line = await openLine()
    line.standIn.fail(paths.token, code)
    expect(await line.wechat.checkText(text())).toEqual({ ok: false, reason, code })
    expect(await line.wechat.checkText(text())).toMatchObject({ ok: true })
  })
})

test('an answer of another shape than documented is none', async () => {
  for (const answer of ['null', '[]', '{}', '{"errcode":0}', '"ok"', '', '{"result":{"suggest":"fine"}}']) {
    const line = await openLine()
    const odd: typeof fetch = async (url, init) => (String(url).includes(paths.text) ? new Response(answer) : fetch(url, init))
    expect(await line.client({ fetch: odd }).checkText(text())).toEqual({ ok: false, reason: 'down', code: 0 })
  }
})

test('a redirect is not followed, since the address holds the token', async () => {
  const line = await openLine()
  const asked: string[] = []
  const astray: typeof fetch = async (url, init) => {
    asked.push(String(url))
    if (init?.redirect !== 'error') throw new Error('would follow')
    return fetch(url, init)
  }
  expect(await line.client({ fetch: astray }).checkText(text())).toMatchObject({ ok: true })
  expect(asked).toHaveLength(2)
})

/** What a camera reads in a PNG of 8-bit RGB without filters, as the stand-in draws it. */
function readCode(image: Buffer): string | undefined {
  const [width, height] = [image.readUInt32BE(16), image.readUInt32BE(20)]
  const data: Buffer[] = []
  for (let at = 8; at < image.length; at += 12 + image.readUInt32BE(at))
    if (image.subarray(at + 4, at + 8).toString() === 'IDAT') data.push(image.subarray(at + 8, at + 8 + image.readUInt32BE(at)))
  const rows = inflateSync(Buffer.concat(data))
  const points = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) points.set(rows.subarray(y * (1 + width * 3) + 1 + x * 3).subarray(0, 3), (y * width + x) * 4)
  return jsqr(points, width, height)?.data
}
