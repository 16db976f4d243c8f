import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { seal, signatureOf } from '../../../src/cloud/wechat/envelope'
import { readPush, receivePush, type Push, type PushSecret } from '../../../src/cloud/wechat/push'
import { minutes, openLine } from './wechat'

const echo = {
  signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
  timestamp: '1714036504',
  nonce: '1514711492',
  echostr: '4375120948345356249',
}
const plain = { signature: '899cf89e464efb63f54ddac96b0a0a235f53aa78', timestamp: '1714037059', nonce: '486452656' }
const sealed = {
  signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
  timestamp: '1714112445',
  nonce: '415670741',
  openid: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
  encrypt_type: 'aes',
  msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
}
const Encrypt =
  '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04='
const secret: PushSecret = { token: 'AAAAA', appid: 'wxba5fad812f8e6fb9' }
const safe: PushSecret = { ...secret, encodingAesKey: 'A'.repeat(43) }

/** The moment at which WeChat's examples were signed, and so many ms later. */
const moment = ({ timestamp }: { timestamp: string }, later = 0) => new Date(Number(timestamp) * 1000 + later)
const request = (method: string, query: Record<string, string>, body = '') => ({ method, query: new URLSearchParams(query), body })
const refused = { status: 403, body: '', push: null }
const taken = { status: 200, body: 'success', push: null }
const demo = JSON.stringify({ MsgType: 'event', Event: 'debug_demo', debug_str: 'hello world' })

describe('WeChat’s own examples', () => {
  test('its check of the address is answered with its word', () => {
    expect(receivePush(request('GET', echo), secret, moment(echo))).toEqual({ status: 200, body: echo.echostr, push: null })
    expect(receivePush(request('GET', echo), safe, moment(echo))).toEqual({ status: 200, body: echo.echostr, push: null })
  })
  test('a plain push is taken', () => {
    expect(receivePush(request('POST', plain, demo), secret, moment(plain))).toEqual(taken)
  })
  test('a sealed push is taken', () => {
    expect(receivePush(request('POST', sealed, JSON.stringify({ ToUserName: 'gh', Encrypt })), safe, moment(sealed))).toEqual(taken)
  })
  test('its sealed answer is sealed here alike', () => {
    const random = Buffer.from('707722b803182950')
    const made = seal('{"demo_resp":"good luck"}', { appid: secret.appid, encodingAesKey: 'A'.repeat(43), random })
    expect(made).toBe('ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==')
    expect(signatureOf('AAAAA', '1713424427', '415670741', made)).toBe('1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1')
  })
})

describe('what is not WeChat’s', () => {
  const body = JSON.stringify({ Encrypt })
  const { signature: _, ...unsigned } = plain
  test.each([
    ['another signature', 'POST', { ...plain, signature: plain.signature.replace('8', '9') }, demo, secret],
    ['no signature', 'POST', unsigned, demo, secret],
    ['a cut signature', 'POST', { ...plain, signature: plain.signature.slice(0, 39) }, demo, secret],
    ['another time', 'POST', { ...plain, timestamp: '1714037060' }, demo, secret],
    ['no time', 'POST', { ...plain, timestamp: '' }, demo, secret],
    ['another nonce', 'POST', { ...plain, nonce: '1' }, demo, secret],
    ['another token', 'POST', plain, demo, { ...secret, token: 'BBBBB' }],
    ['a word to say back, unsigned', 'GET', { ...echo, signature: '' }, '', secret],
    ['a plain push where pushes are sealed', 'POST', plain, demo, safe],
    ['a sealed one with another signature', 'POST', { ...sealed, msg_signature: sealed.signature }, body, safe],
    ['a sealed one that was changed', 'POST', sealed, body.replace('qdx1', 'qdx2'), safe],
    ['one sealed for another account', 'POST', sealed, body, { ...safe, appid: 'wx1' }],
    ['one sealed with another key', 'POST', sealed, body, { ...safe, encodingAesKey: 'B'.repeat(43) }],
  ] as const)('%s is refused', (_case, method, query, text, of) => {
    const at = 'echostr' in query ? moment(echo) : 'msg_signature' in query ? moment(sealed) : moment(plain)
    expect(receivePush(request(method, query as Record<string, string>, text), of, at)).toEqual(refused)
  })

  test('a replay is refused after 5 minutes, and so is a time to come', () => {
    for (const [later, answer] of [
      [minutes(5), taken],
      [minutes(5) + 1, refused],
      [-minutes(5), taken],
      [-minutes(5) - 1, refused],
    ] as const)
      expect(receivePush(request('POST', plain, demo), secret, moment(plain, later))).toEqual(answer)
  })

  test('what is signed but not sealed as WeChat does is refused, whatever its bytes', () => {
    const { timestamp, nonce } = sealed
    for (const made of ['', 'AAAA', 'A'.repeat(43), Buffer.alloc(32, 7).toString('base64'), Buffer.alloc(64, 255).toString('base64')]) {
      const query = { timestamp, nonce, msg_signature: signatureOf(secret.token, timestamp, nonce, made) }
      expect(receivePush(request('POST', query, JSON.stringify({ Encrypt: made })), safe, moment(sealed))).toEqual(refused)
    }
  })

  test('a signed push that is not JSON is a bad request', () => {
    expect(receivePush(request('POST', plain, '<xml/>'), secret, moment(plain))).toEqual({ status: 400, body: '', push: null })
  })
})

describe('what is told', () => {
  const head = { ToUserName: 'gh_1', FromUserName: 'oAnna', CreateTime: 1753862242, MsgType: 'event' }
  const media = { ...head, Event: 'wxa_media_check', appid: 'wx1', trace_id: 't-1', version: 2, errcode: 0, errmsg: 'ok' }
  const item = { TemplateId: 'answered', SubscribeStatusString: 'accept', PopupScene: '0' }

  test.each(['pass', 'review', 'risky'])('a picture is judged %s', (suggest) => {
    const told = {
      ...media,
      detail: [{ strategy: 'content_model', errcode: 0, suggest, label: 100, prob: 90 }],
      result: { suggest, label: 100 },
    }
    expect(readPush(told)).toEqual({ kind: 'media_checked', traceId: 't-1', suggestion: suggest, code: 0 })
  })

  test('a picture that WeChat could not load, or tells nothing of, wants a person’s look', () => {
    const failed = { ...media, detail: [], errcode: -1008, errmsg: '下载错误' }
    expect(readPush(failed)).toEqual({ kind: 'media_checked', traceId: 't-1', suggestion: 'review', code: -1008 })
    expect(readPush(media)).toEqual({ kind: 'media_checked', traceId: 't-1', suggestion: 'review', code: 0 })
  })

  test('consent is one template, or a list of them, and is accepted in several ways', () => {
    const popup = { ...head, Event: 'subscribe_msg_popup_event' }
    const key = 'subscribe_msg_popup_event oAnna 1753862242'
    const one = { kind: 'consent_changed', key, openid: 'oAnna', templates: [{ template: 'answered', accepted: true }] }
    expect(readPush({ ...popup, List: item })).toEqual(one)
    expect(readPush({ ...popup, CreateTime: '1753862242', List: [item] })).toEqual(one)
    const two = [
      { ...item, SubscribeStatusString: 'acceptWithAudio' },
      { TemplateId: 'due', SubscribeStatusString: 'reject', PopupScene: '0' },
    ]
    expect(readPush({ ...popup, List: two })).toMatchObject({
      templates: [
        { template: 'answered', accepted: true },
        { template: 'due', accepted: false },
      ],
    })
  })

  test('consent is withdrawn in the settings', () => {
    const List = { TemplateId: 'answered', SubscribeStatusString: 'reject' }
    expect(readPush({ ...head, Event: 'subscribe_msg_change_event', List })).toMatchObject({
      kind: 'consent_changed',
      templates: [{ template: 'answered', accepted: false }],
    })
  })

  test('a message was delivered, or not', () => {
    const sent = (over: object) => readPush({ ...head, Event: 'subscribe_msg_sent_event', List: { TemplateId: 'answered', ...over } })
    const delivered = { kind: 'message_delivered', key: 'sent 1700827132819554304', openid: 'oAnna', template: 'answered' }
    expect(sent({ MsgID: '1700827132819554304', ErrorCode: '0', ErrorStatus: 'success' })).toEqual({ ...delivered, ok: true, code: 0 })
    expect(sent({ MsgID: '1700827132819554304', ErrorCode: 43101, ErrorStatus: 'refused' })).toEqual({
      ...delivered,
      ok: false,
      code: 43101,
    })
  })

  test.each([
    null,
    undefined,
    'text',
    [],
    {},
    { ...head, MsgType: 'text', Content: '您好' },
    { ...head, Event: 'user_enter_tempsession' },
    { ...head, Event: 'subscribe_msg_popup_event', List: [] },
    { ...head, Event: 'subscribe_msg_popup_event', CreateTime: 'soon', List: item },
    { ...head, Event: 'wxa_media_check', trace_id: 7 },
  ])('%j concerns us not', (told) => {
    expect(readPush(told)).toBeNull()
  })
})

describe('the stand-in’s pushes', () => {
  let server: Server
  let url: string
  let told: Push[]
  let failing: number
  let asked: number
  let receive: (request: { method: string; query: URLSearchParams; body: string }) => ReturnType<typeof receivePush>
  beforeEach(async () => {
    told = []
    failing = 0
    asked = 0
    server = createServer(async (incoming, response) => {
      asked += 1
      const path = new URL(incoming.url!, 'http://local')
      if (path.pathname === '/photo.png') return void response.end('a picture')
      if (failing-- > 0) return void response.writeHead(500).end()
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
      const answer = receive({ method: incoming.method!, query: path.searchParams, body: Buffer.concat(chunks).toString() })
      if (answer.push) told.push(answer.push)
      response.writeHead(answer.status).end(answer.body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const open = async (encodingAesKey?: string) => {
    const line = await openLine({ push: { url: `${url}/push?from=wechat`, token: 'AAAAA', ...(encodingAesKey && { encodingAesKey }) } })
    const of: PushSecret = { token: 'AAAAA', appid: line.standIn.appid, ...(encodingAesKey && { encodingAesKey }) }
    receive = (incoming) => receivePush(incoming, of, line.now())
    return line
  }
  const picture = (where: string) => ({ openid: 'oAnna', url: where, kind: 'image', scene: 'social' }) as const

  test.each([
    ['plain', undefined],
    ['sealed', 'k'.repeat(43)],
  ])('are taken where they are %s', async (_, key) => {
    const { standIn, wechat } = await open(key)
    expect(await standIn.verifyPush()).toBe(true)
    standIn.consent('oAnna', 'answered')
    const message = { openid: 'oAnna', template: 'answered', page: 'a/b', data: { thing1: '路灯已修好' } }
    expect(await wechat.sendMessage(message)).toEqual({ ok: true })
    standIn.withdraw('oAnna', 'answered')
    await standIn.quiet()
    expect(told).toHaveLength(3)
    const consent = (accepted: boolean) => ({ kind: 'consent_changed', openid: 'oAnna', templates: [{ template: 'answered', accepted }] })
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining(consent(true)),
        expect.objectContaining({ kind: 'message_delivered', openid: 'oAnna', template: 'answered', ok: true, code: 0 }),
        expect.objectContaining(consent(false)),
      ]),
    )
  })

  test('are refused, and the address is not verified, where the token is another', async () => {
    const { standIn, now } = await open()
    receive = (incoming) => receivePush(incoming, { token: 'BBBBB', appid: standIn.appid }, now())
    expect(await standIn.verifyPush()).toBe(false)
    standIn.consent('oAnna', 'answered')
    await standIn.quiet()
    expect(told).toEqual([])
  })

  test('judge a picture after the delay, under its trace, by what its link says', async () => {
    const { standIn, wechat } = await open()
    standIn.judge('bad=1', 'risky')
    standIn.mediaDelay(150)
    const good = await wechat.checkMedia(picture(`${url}/photo.png`))
    const bad = await wechat.checkMedia(picture(`${url}/photo.png?bad=1`))
    const gone = await wechat.checkMedia(picture('http://127.0.0.1:9/photo.png'))
    expect(told).toEqual([])
    await standIn.quiet()
    const found = (answer: typeof good) =>
      told.find((push) => push.kind === 'media_checked' && answer.ok && push.traceId === answer.traceId)
    expect(found(good)).toMatchObject({ suggestion: 'pass', code: 0 })
    expect(found(bad)).toMatchObject({ suggestion: 'risky', code: 0 })
    expect(found(gone)).toMatchObject({ suggestion: 'review', code: -1008 })
  })

  test('come three times until they are answered, with one key', async () => {
    const { standIn } = await open()
    failing = 2
    standIn.consent('oAnna', 'answered')
    await standIn.quiet()
    expect([asked, told.length]).toEqual([3, 1])
    failing = 3
    standIn.consent('oAnna', 'answered')
    await standIn.quiet()
    expect([asked, told.length]).toEqual([6, 1])
  })

  test('that are still owed are dropped when it closes', async () => {
    const { standIn, wechat } = await open()
    standIn.mediaDelay(60_000)
    expect(await wechat.checkMedia(picture(`${url}/photo.png`))).toMatchObject({ ok: true })
    await standIn.close()
    await standIn.quiet()
    expect(told).toEqual([])
  })
})
