import { cloudWechat, openapiPermissions } from '../../../src/cloud/wechat/sdk'
import { openStandIn, type StandIn } from '../../../src/cloud/wechat/stand-in/open'
import { openGateway } from './gateway'

/** The real SDK as it is bundled for the functions, with what it brings for language models left out; and a gateway to the stand-in where WeChat's would be. */
jest.mock('wx-server-sdk', () => jest.requireActual<object>('../../../dist/functions/api/wx-server-sdk.js'))
let standIn: StandIn
let gateway: Awaited<ReturnType<typeof openGateway>>
let at = Date.parse('2026-03-02T01:00:00Z')
const environment = { ...process.env }
const wechat = cloudWechat()

beforeAll(async () => {
  standIn = await openStandIn({ now: () => new Date(at), codeBase: 'https://example.invalid/' })
  gateway = await openGateway(standIn)
  Object.assign(process.env, {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'town-1a2b3c',
    TENCENTCLOUD_SECRETID: 'id',
    TENCENTCLOUD_SECRETKEY: 'key',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gateway.url }),
  })
})
afterEach(() => gateway.trouble(null))
afterAll(async () => {
  await Promise.all([standIn.close(), gateway.close()])
  process.env = environment
})

const text = { openid: 'oAnna', text: '路灯坏了', scene: 'social' } as const

test('a message arrives with its fields as they were named', async () => {
  const message = { openid: 'oAnna', template: 'answered', page: 'a/b?id=1', data: { character_string1: 'A2', phone_number4: '110' } }
  standIn.consent('oAnna', 'answered')
  expect(await wechat.sendMessage(message)).toEqual({ ok: true })
  expect(standIn.sent('oAnna')).toEqual([{ ...message, at: new Date(at) }])
  expect(await wechat.sendMessage(message)).toEqual({ ok: false, reason: 'refused', code: 43101 })
})

test('a text is judged', async () => {
  standIn.judge('违禁品', 'risky')
  expect(await wechat.checkText(text)).toEqual({ ok: true, suggestion: 'pass' })
  expect(await wechat.checkText({ ...text, text: '违禁品' })).toEqual({ ok: true, suggestion: 'risky' })
})

test('a picture to check gets a trace', async () => {
  const picture = { openid: 'oAnna', url: `${standIn.base}/a.jpg`, kind: 'image', scene: 'social' } as const
  expect(await wechat.checkMedia(picture)).toEqual({ ok: true, traceId: expect.stringMatching(/^[\da-f-]{26}$/) })
})

test('a code image comes as bytes', async () => {
  const drawn = await wechat.codeImage({ scene: 's=A2C4E6', page: 'pages/home/index' })
  expect(drawn.ok && drawn.image.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  expect(await wechat.codeImage({ scene: '代表', page: 'pages/home/index' })).toEqual({ ok: false, reason: 'rejected', code: 40169 })
})

test('a phone number comes once', async () => {
  const code = standIn.phoneCodeFor('13800138000')
  expect(await wechat.phoneOf(code)).toEqual({ ok: true, phone: '13800138000' })
  expect(await wechat.phoneOf(code)).toEqual({ ok: false, reason: 'bad_code', code: 40029 })
})

test('a login code is refused without asking, since identity is WeChat’s own there', async () => {
  const before = gateway.names.length
  expect(await wechat.sessionOf(standIn.codeFor('oAnna'))).toEqual({ ok: false, reason: 'rejected', code: 0 })
  expect(gateway.names).toHaveLength(before)
})

test('every name that was called is to be declared in config.json, and no other', () => {
  expect([...new Set(gateway.names)].sort()).toEqual([...openapiPermissions].sort())
})

test.each([
  [-1, 'down'],
  [45009, 'busy'],
  [61010, 'inactive'],
  [40001, 'unauthorised'],
  [47003, 'rejected'],
])('WeChat’s %d is %s, and is asked once', async (code, reason) => {
  standIn.fail('/wxa/msg_sec_check', code)
  const before = gateway.names.length
  expect(await wechat.checkText(text)).toEqual({ ok: false, reason, code })
  expect(gateway.names).toHaveLength(before + 1)
})

test.each([
  [-604101, 'unauthorised'],
  [-604104, 'unauthorised'],
  [-604100, 'rejected'],
  [-604102, 'down'],
  [-604103, 'down'],
  [-601001, 'down'],
])('WeChat cloud’s %d is %s', async (code, reason) => {
  gateway.trouble({ code })
  expect(await wechat.checkText(text)).toEqual({ ok: false, reason, code })
})

test.each([
  ['EXCEED_REQUEST_LIMIT', 'busy', -501003],
  ['SYS_ERR', 'down', -501001],
])('Tencent’s %s is %s', async (tencent, reason, code) => {
  gateway.trouble({ tencent })
  expect(await wechat.checkText(text)).toEqual({ ok: false, reason, code })
})

test('a broken connection, and an answer that is too late, is down', async () => {
  gateway.trouble('reset')
  expect(await wechat.checkText(text)).toMatchObject({ ok: false, reason: 'down' })
  gateway.trouble('late')
  expect(await cloudWechat({ patienceMs: 100 }).checkText(text)).toEqual({ ok: false, reason: 'down', code: 0 })
  gateway.trouble(null)
  expect(await wechat.checkText(text)).toEqual({ ok: true, suggestion: 'pass' })
})
