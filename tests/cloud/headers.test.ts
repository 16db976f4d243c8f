import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { serveHttp } from '../../src/cloud/host/http'
import { RENEWED_AFTER_MS } from '../../src/domain/session'
import { openTestContext, type TestContext } from './database'
import { pixel } from './photos'
import { buildTown, granted, type Town } from './town'

const root = path.resolve(__dirname, '../..')
const page = readFileSync(path.join(root, 'dist/h5/index.html'), 'utf8')
let context: TestContext
let town: Town
let server: Server
beforeAll(async () => {
  context = await openTestContext({ isDemo: true, isLimited: true })
  town = await buildTown(context)
  server = serveHttp(context, {
    pages: path.join(root, 'dist/h5'),
    push: { token: 't', appid: 'wx' },
    tiles: 'https://tiles.example/{z}/{x}/{y}.png',
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await context.close()
})
const ask = (where: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${where}`, { redirect: 'manual', ...init })
const post = (where: string, body: unknown, token?: string) =>
  ask(where, { method: 'POST', body: JSON.stringify(body), headers: token ? { authorization: `Bearer ${token}` } : {} })

const script = /<script[^>]* src="(\/js\/[^"]+)"/.exec(page)![1]!
const answers: [string, number, () => Promise<Response>][] = [
  ['the page', 200, () => ask('/')],
  ['a script', 200, () => ask(script)],
  ['a packed script', 200, () => ask(script, { headers: { 'accept-encoding': 'br' } })],
  ['a page that is not there', 404, () => ask('/absent.html')],
  ['an operation', 200, () => post('/rpc/station.nearby', {})],
  ['a refusal', 401, () => post('/rpc/concern.mine', {})],
  ['bad input', 400, () => post('/rpc/station.nearby', { at: 1 })],
  ['an operation that is not there', 404, () => post('/rpc/station.burn', {})],
  ['another method', 405, () => ask('/rpc/station.nearby')],
  ['too much at once', 413, () => ask('/rpc/station.nearby', { method: 'POST', body: 'x'.repeat(7_000_000) })],
  ['the document', 200, () => ask('/openapi.json')],
  ['how it stands', 200, () => ask('/healthz')],
  ['where the tiles are', 200, () => ask('/map.json')],
  ['a short code', 302, () => ask('/c/ABCDEF')],
  ['a code to scan', 302, () => ask(`/s/TOWN.${'A'.repeat(12)}`)],
  ['a file', 200, file],
  ['a file without its signature', 404, () => ask(`/files/${randomUUID()}?expires=9999999999&signature=x`)],
  ['a file by a path', 404, () => ask('/files/..%2f..%2fcontact.key')],
  ['the people of the demo', 200, () => ask('/demo/persons')],
  ['a push without a signature', 403, () => ask('/wechat/push', { method: 'POST', body: '<xml/>' })],
]
async function file(): Promise<Response> {
  const { url } = await granted(context, 'photo.add', { requestId: randomUUID(), base64: pixel.toString('base64') }, town.token.resident)
  return ask(url)
}

test.each(answers)('%s (%i) comes with every header that a browser is told', async (_, status, answer) => {
  const response = await answer()
  await response.arrayBuffer()
  expect(response.status).toBe(status)
  const { headers } = response
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('permissions-policy')).toBe('geolocation=(self), camera=(self), microphone=(self)')
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('set-cookie')).toBeNull()
  const policy = headers.get('content-security-policy')!
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*/)
  expect(policy).toMatch(/^default-src '(self|none)'/)
})

test('scripts come from this host alone, nobody frames the pages, and the built page has no script of its own', async () => {
  const policy = (await ask('/')).headers.get('content-security-policy')!
  const directives = Object.fromEntries(policy.split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1).join(' ')]))
  expect(directives).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'img-src': "'self' data: blob: https://tiles.example",
  })
  for (const [tag, inner] of page.matchAll(/<script[^>]*>([^<]*)/g))
    expect([tag, inner]).toEqual([expect.stringMatching(/ src="\/js\//), ''])
  expect(page).not.toMatch(/ on\w+=|javascript:/i)
})

test('a new build may take pages away from under a running host: they are absent, and the host goes on', async () => {
  const pages = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-pages-'))
  await writeFile(path.join(pages, 'index.html'), 'first')
  await writeFile(path.join(pages, 'old.js'), '1')
  const host = serveHttp(context, { pages })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const get = (where: string) => fetch(`http://127.0.0.1:${(host.address() as AddressInfo).port}${where}`)
  expect(await (await get('/old.js')).text()).toBe('1')
  await rm(path.join(pages, 'old.js'))
  await writeFile(path.join(pages, 'index.html'), 'second')
  expect((await get('/old.js')).status).toBe(404)
  expect(await (await get('/')).text()).toBe('second')
  host.close()
  host.closeAllConnections()
  await rm(pages, { recursive: true })
})

test('a photo opens nothing but itself, and only under the type of its bytes', async () => {
  const response = await file()
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.get('cache-control')).toBe('private, max-age=900')
})

test('what is personal is kept by no cache', async () => {
  for (const where of ['person.me', 'concern.mine'])
    expect((await post(`/rpc/${where}`, {}, town.token.resident)).headers.get('cache-control')).toBe('no-store')
})

test('behind nginx a browser is told to come by TLS only', () => {
  const nginx = readFileSync(path.join(root, 'docs/self-hosting/nginx.conf'), 'utf8')
  expect(nginx).toMatch(/add_header Strict-Transport-Security "max-age=31536000" always;/)
  // One within a location would take the place of it.
  expect(nginx.match(/add_header/g)).toHaveLength(1)
})

test('what was done too often says in a header when to try again', async () => {
  await post('/rpc/person.me', {}, town.token.neighbour)
  await context.db.updateTable('rate_limits').set({ count: 300 }).execute()
  const response = await post('/rpc/person.me', {}, town.token.neighbour)
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60'])
  expect(await response.json()).toEqual({ error: { code: 'TOO_MANY', retryAfterS: 60 } })
})

test('a session’s next token comes in a header of the answer, refused or not', async () => {
  context.setNow(new Date(context.now().getTime() + RENEWED_AFTER_MS))
  const response = await post('/rpc/concern.open', { id: randomUUID() }, town.token.li)
  expect(response.status).toBe(404)
  const next = response.headers.get('session-token')!
  expect((await post('/rpc/person.me', {}, next)).status).toBe(200)
  expect((await post('/rpc/person.me', {}, next)).headers.get('session-token')).toBeNull()
})
