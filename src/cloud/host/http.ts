import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import sirv from 'sirv'
import { sql } from 'kysely'
import { httpStatus, type ErrorCode, type Refusal } from '../../contract/operation'
import { openapi } from '../../contract/openapi'
import type { Context } from '../context'
import { isCallId } from '../database/call-mark'
import { demoPersons, signInDemo } from '../database/demo/persons'
import { demoPhones } from '../database/demo/phones'
import { handle } from '../main'
import type { Origin } from '../operation'
import { takePush } from '../push'
import { AppError, refuse } from '../refusal'
import { deviceOf } from '../session/device'
import { receivePush, type PushSecret } from '../wechat/push'
import type { SentMessage } from '../wechat/stand-in/state'
import { METRICS_TYPE, showsToken, type Metrics } from './metrics'

export interface HttpOptions {
  /** Where the built H5 pages lie. */
  pages: string
  /** `{x}`, `{y}`, `{z}` address of map tiles; without one the map has a plain backdrop. */
  tiles?: string
  tilesAttribution?: string
  /** With which WeChat signs what it pushes to /wechat/push; without it nothing is taken there. */
  push?: PushSecret
  /** A proxy before this host writes who called into X-Forwarded-For. */
  isBehindProxy?: boolean
  /** Read at /metrics by who shows the token; without one, or with a wrong one, there is no such page. */
  metrics?: { metrics: Metrics; token: string }
  /** Demo: what WeChat's stand-in brought to the phone of this openid. */
  phone?: (openid: string) => readonly SentMessage[]
}

const BODY_MAX = 6 * 1024 * 1024
/** After the slowest body (requestTimeout): an answer that the database owes for longer is given up. */
const ANSWER_MS = 60_000
/** nginx keeps a connection for 60 s. Node would close it after 5, now and then under a request that is just being sent. */
const IDLE_MS = 75_000

/** The cloud functions, the pages and the files over HTTP. */
export function serveHttp(context: Context, options: HttpOptions): Server {
  const pages = sirv(options.pages, {
    // A list made at the start would name files that a new build has removed, and one that cannot be opened ends the process.
    dev: true,
    etag: true,
    gzip: true,
    brotli: true,
    single: false,
    setHeaders: (response, path) => cacheHeader(response, path),
  })
  const headers = securityHeaders(options.tiles)
  const document = JSON.stringify(openapi())
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const given = request.headers['x-request-id']
    const callId = isCallId(given) ? given : randomUUID()
    response.setHeader('x-request-id', callId)
    const late = setTimeout(() => sendError(response, { code: 'UNAVAILABLE' }), ANSWER_MS)
    response.on('close', () => clearTimeout(late))
    answer(request, response, callId).catch((error: unknown) => {
      // The client has gone, or has its answer.
      if (response.destroyed || response.headersSent) return
      if (error instanceof AppError) return sendError(response, { code: error.code })
      context.log.error({ call: callId, kind: error instanceof Error ? error.name : 'unknown' }, 'request failed')
      sendError(response, { code: 'INTERNAL' })
    })
  })
  server.requestTimeout = 30_000
  server.keepAliveTimeout = IDLE_MS
  return server

  async function answer(request: IncomingMessage, response: ServerResponse, callId: string): Promise<void> {
    const url = urlOf(request)
    const { pathname } = url
    if (pathname.startsWith('/rpc/')) return rpc(request, response, pathname.slice('/rpc/'.length), callId)
    if (pathname === '/openapi.json') return send(response, 200, document)
    if (pathname === '/healthz') return healthz(response)
    if (pathname === '/metrics' && options.metrics && showsToken(request.headers.authorization, options.metrics.token))
      return sendMetrics(response, options.metrics.metrics)
    if (pathname === '/map.json')
      return sendJson(response, 200, { tiles: options.tiles ?? null, attribution: options.tilesAttribution ?? '' })
    if (pathname === '/wechat/push' && options.push) return wechatPush(request, response, url.searchParams, options.push)
    if (pathname.startsWith('/files/')) return file(response, pathname.slice('/files/'.length), url.searchParams)
    if (context.isDemo && pathname === '/demo/persons') return sendJson(response, 200, await demoPersons(context))
    if (context.isDemo && pathname === '/demo/sign-in') return demoSignIn(request, response)
    if (context.isDemo && pathname === '/demo/phones') return sendJson(response, 200, await demoPhones(context, options.phone))
    if (/^\/c\/[0-9A-Za-z]{6}$/.test(pathname)) {
      response.writeHead(302, { location: `/#/resident/code/index?code=${pathname.slice(3).toUpperCase()}` }).end()
      return
    }
    // What a QR code to scan says, for a phone that opens it in a browser: /s/ to sign a desktop in, /i/ an invitation.
    const scanned = /^\/([si])\/([\w-]{1,19})\.([0-9A-Z]{10,12})$/.exec(pathname)
    if (scanned) {
      const [, kind, congress, code] = scanned
      const page = kind === 's' ? 'entry/scan/index' : 'entry/invitation/index'
      response.writeHead(302, { location: `/#/${page}?congress=${congress}&code=${code}` }).end()
      return
    }
    pages(request, response, () => sendError(response, { code: 'NOT_FOUND' }))
  }

  async function rpc(request: IncomingMessage, response: ServerResponse, operation: string, callId: string): Promise<void> {
    if (request.method !== 'POST') return notAllowed(response, 'POST')
    const input = await readJson(request)
    const { authorization, congress } = request.headers
    const reply = await handle(
      {
        operation,
        input,
        callId,
        from: originOf(request),
        onRenewed: (token) => response.setHeader('session-token', token),
        ...(typeof congress === 'string' && { congress }),
        ...(authorization?.startsWith('Bearer ') && { token: authorization.slice('Bearer '.length) }),
      },
      context,
    )
    if (reply.ok) sendJson(response, 200, reply.output)
    else sendError(response, reply.error)
  }

  function originOf(request: IncomingMessage): Origin {
    const forwarded = options.isBehindProxy
      ? String(request.headers['x-forwarded-for'] ?? '')
          .split(',')
          .at(-1)
          ?.trim()
      : undefined
    const address = forwarded || request.socket.remoteAddress || null
    return { address: address && address.slice(0, 45), device: deviceOf(request.headers['user-agent']) }
  }

  async function wechatPush(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, secret: PushSecret): Promise<void> {
    const body = request.method === 'POST' ? (await readBody(request)).toString('utf8') : ''
    const received = receivePush({ method: request.method ?? '', query, body }, secret, context.now())
    const isTaken = received.push ? await takePush(context, received.push) : true
    response.writeHead(isTaken ? received.status : 503, { 'content-type': 'text/plain; charset=utf-8' }).end(received.body)
  }

  async function healthz(response: ServerResponse): Promise<void> {
    const from = performance.now()
    try {
      const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(context.db)
      const database = { ok: true, version: rows[0]!.version, latencyMs: Math.round(performance.now() - from) }
      sendJson(response, 200, { status: 'ok', database, queue: await context.queueState() })
    } catch {
      sendJson(response, 503, { status: 'down', database: { ok: false } })
    }
  }

  async function file(response: ServerResponse, id: string, query: URLSearchParams): Promise<void> {
    if (!/^[0-9a-f-]{36}$/.test(id)) return sendError(response, { code: 'NOT_FOUND' })
    const found = await context.files.open(id, Number(query.get('expires')), query.get('signature') ?? '')
    if (!found) return sendError(response, { code: 'NOT_FOUND' })
    response.setHeader('content-security-policy', "default-src 'none'; sandbox")
    response
      .writeHead(200, {
        'content-type': found.type,
        'content-length': found.bytes.length,
        'cache-control': 'private, max-age=900',
        'content-disposition': 'inline',
      })
      .end(found.bytes)
  }

  async function demoSignIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return notAllowed(response, 'POST')
    const input = await readJson(request)
    const person = typeof input === 'object' && input !== null && 'person' in input ? input.person : undefined
    if (typeof person !== 'string' || person.length > 64 || person.includes('\0'))
      return sendError(response, { code: 'BAD_INPUT', fields: [{ path: 'person', rule: 'required' }] })
    const signedIn = await signInDemo(context, person, deviceOf(request.headers['user-agent']))
    if (signedIn) sendJson(response, 200, signedIn)
    else sendError(response, { code: 'NOT_FOUND' })
  }
}

/** Only what this process measures, on an address of its own: nothing else is answered there. */
export function serveMetrics(metrics: Metrics): Server {
  return createServer((request, response) => {
    if (request.url === '/metrics') void sendMetrics(response, metrics)
    else sendError(response, { code: 'NOT_FOUND' })
  })
}

async function sendMetrics(response: ServerResponse, metrics: Metrics): Promise<void> {
  const text = await metrics.text()
  response.writeHead(200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' }).end(text)
}

/** Added to a host, not resolved against one: `//x` is a path here, not another host. */
function urlOf({ url }: IncomingMessage): URL {
  try {
    return new URL(`http://host${url}`)
  } catch {
    return refuse('BAD_INPUT')
  }
}

/** Whatever it calls itself: no cookie signs anybody in, so a body that another site could send gains it nothing. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return refuse('BAD_INPUT')
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // What is over the limit is read and dropped, since a client that still sends does not hear an answer.
    if (size <= BODY_MAX) chunks.push(chunk)
    else if (size > 4 * BODY_MAX) return refuse('TOO_LARGE')
  }
  return size > BODY_MAX ? refuse('TOO_LARGE') : Buffer.concat(chunks)
}

function sendError(response: ServerResponse, error: Refusal): void {
  if (error.retryAfterS !== undefined && !response.headersSent) response.setHeader('retry-after', String(error.retryAfterS))
  sendJson(response, httpStatus[error.code satisfies ErrorCode], { error })
}

const sendJson = (response: ServerResponse, status: number, body: unknown) => send(response, status, JSON.stringify(body))

function send(response: ServerResponse, status: number, body: string): void {
  if (response.headersSent) return
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'content-length': Buffer.byteLength(body),
    })
    .end(body)
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.writeHead(405, { allow }).end()
}

/** Files with a hash in their name never change; index.html is asked for each time. */
function cacheHeader(response: ServerResponse, path: string): void {
  response.setHeader('cache-control', /\.[0-9a-f]{8}\.(js|css)$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}

function securityHeaders(tiles: string | undefined): Record<string, string> {
  const tileHost = tiles ? ` ${new URL(tiles.replace(/\{\w\}/g, 'x')).origin}` : ''
  return {
    // Taro and Leaflet set styles on elements, which needs 'unsafe-inline' for styles; scripts are files only.
    'content-security-policy': `default-src 'self'; font-src 'self' data:; img-src 'self' data: blob:${tileHost}; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    // For browsers that do not know frame-ancestors.
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self)',
  }
}
