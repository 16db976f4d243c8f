import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { StandIn } from '../../../src/cloud/wechat/stand-in/open'
import { paths } from './wechat'

/** The calls as WeChat's documentation names them for 云调用, each with its path for HTTPS. */
const documented: Record<string, string> = {
  'subscribeMessage.send': paths.send,
  'security.msgSecCheck': paths.text,
  'security.mediaCheckAsync': paths.media,
  'wxacode.getUnlimited': paths.code,
  'phonenumber.getPhoneNumber': paths.phone,
}

interface Reader {
  pos: number
  len: number
  uint32(): number
  string(): string
  bytes(): Buffer
  skipType(type: number): void
}
interface Writer {
  uint32(value: number): Writer
  int32(value: number): Writer
  bytes(value: Uint8Array): Writer
  string(value: string): Writer
  finish(): Uint8Array
}
/** The SDK's own protobuf. */
const { Reader, Writer } = createRequire(require.resolve('wx-server-sdk'))('protobufjs/minimal') as {
  Reader: { create(bytes: Uint8Array): Reader }
  Writer: { create(): Writer }
}

/** The fields of a message that hold bytes, by their number. */
function fieldsOf(bytes: Uint8Array): Map<number, Buffer[]> {
  const reader = Reader.create(bytes)
  const fields = new Map<number, Buffer[]>()
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if ((tag & 7) === 2) fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), reader.bytes()])
    else reader.skipType(tag & 7)
  }
  return fields
}

/** CommApiData { 2: OpenApiData { 1: KeyValuePair { 1: key, 2: value in JSON } } } */
function bodyOf(requestData: Uint8Array): Record<string, unknown> {
  const pairs = fieldsOf(fieldsOf(requestData).get(2)![0]!).get(1) ?? []
  return Object.fromEntries(
    pairs.map((pair) => {
      const fields = fieldsOf(pair)
      return [fields.get(1)![0]!.toString(), JSON.parse(fields.get(2)![0]!.toString())]
    }),
  )
}

/** CommOpenApiResp { 1: respData, 2: contentType, 3: errorCode } */
const answerOf = (data: Uint8Array, contentType: string) => Writer.create().uint32(10).bytes(data).uint32(18).string(contentType).finish()
const refusalOf = (code: number) => Writer.create().uint32(24).int32(code).finish()

/** The fields of a multipart form. Node's own reader takes those without a file's name for text. */
function partsOf(form: Buffer, type: string): Map<string, Buffer> {
  const boundary = /boundary=([^;]+)/.exec(type)![1]!
  const parts = form.toString('latin1').split(`--${boundary}`).slice(1, -1)
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\r\n\r\n')
      return [/name="([^"]+)"/.exec(part.slice(0, end))![1]!, Buffer.from(part.slice(end + 4, -2), 'latin1')]
    }),
  )
}

/** What stands between a cloud function and WeChat, so that the real SDK speaks to the stand-in: it alone has the account's token. */
export async function openGateway(standIn: StandIn) {
  /** Set by a test: WeChat cloud's own refusal, Tencent's, or no answer. */
  let trouble: { code: number } | { tencent: string } | 'reset' | 'late' | null = null
  const names: string[] = []
  const server = createServer((request, response) => {
    void serve().catch(() => response.destroy())
    async function serve(): Promise<void> {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const parts = partsOf(Buffer.concat(chunks), request.headers['content-type']!)
      const name = parts.get('apiName')!.toString()
      names.push(name)
      if (trouble === 'reset') return void request.socket.resetAndDestroy()
      if (trouble === 'late') return
      if (trouble && 'tencent' in trouble) {
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        return void response.end(JSON.stringify({ code: trouble.tencent, message: 'as agreed', requestId: 'test' }))
      }
      const path = documented[name]
      const code = trouble?.code ?? (path ? 0 : -604100)
      const bytes = code !== 0 ? refusalOf(code) : await forward(path!, bodyOf(parts.get('requestData')!))
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes)
    }
  })
  async function forward(path: string, body: object): Promise<Uint8Array> {
    const post = (where: string, given: object) => fetch(`${standIn.base}${where}`, { method: 'POST', body: JSON.stringify(given) })
    const asked = { grant_type: 'client_credential', appid: standIn.appid, secret: standIn.secret }
    const { access_token } = (await (await post(paths.token, asked)).json()) as { access_token: string }
    const answered = await post(`${path}?access_token=${access_token}`, body)
    return answerOf(new Uint8Array(await answered.arrayBuffer()), answered.headers.get('content-type')!)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`,
    names,
    trouble: (now: typeof trouble) => (trouble = now),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
