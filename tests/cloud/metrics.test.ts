import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveHttp, serveMetrics } from '../../src/cloud/host/http'
import { openMetrics, type Metrics } from '../../src/cloud/host/metrics'
import { openWatch } from '../../src/cloud/health/watch'
import { tick } from '../../src/cloud/tick'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, inWest, lampConcern, type Town } from './town'

let context: TestContext
let town: Town
let metrics: Metrics
const servers: Server[] = []
const TOKEN = 'a-token-of-the-monitoring'

beforeAll(async () => {
  metrics = openMetrics()
  const opened = await openTestContext()
  context = { ...opened, watch: openWatch({ ...opened, observer: metrics.observer }) }
  metrics.watch(context)
  town = await buildTown(context)
})
afterAll(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve) && server.closeAllConnections())
  await context.close()
})

async function listen(server: Server): Promise<string> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Each sample by its name with its labels, in Prometheus' text format; a line that is none of it is an error. */
async function samples(of: Metrics = metrics): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const line of (await of.text()).trim().split('\n')) {
    if (/^# (HELP|TYPE) [a-zA-Z_:][\w:]* ./.test(line) || line === '') continue
    const [, name, value] = /^([a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="[^"\\]*",?)*\})?) (\S+)$/.exec(line) ?? []
    if (!name || (Number.isNaN(Number(value)) && !/^nan$/i.test(value!))) throw new Error(`not a sample: ${line}`)
    found.set(name, Number(value))
  }
  return found
}

test('there is no such page without a token, with a wrong one, or where none is set', async () => {
  const guarded = await listen(serveHttp(context, { pages: 'tests', metrics: { metrics, token: TOKEN } }))
  const bare = await listen(serveHttp(context, { pages: 'tests' }))
  const status = async (base: string, authorization?: string) =>
    (await fetch(`${base}/metrics`, { headers: authorization ? { authorization } : {} })).status
  expect(await status(guarded)).toBe(404)
  expect(await status(guarded, 'Bearer another')).toBe(404)
  expect(await status(guarded, TOKEN)).toBe(404)
  expect(await status(bare, `Bearer ${TOKEN}`)).toBe(404)
  const answer = await fetch(`${guarded}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
})

test('on a port of its own nothing else is answered', async () => {
  const base = await listen(serveMetrics(metrics))
  expect((await fetch(`${base}/metrics`)).status).toBe(200)
  for (const where of ['/', '/healthz', '/rpc/congress.list']) expect((await fetch(base + where)).status).toBe(404)
})

test('calls stand by operation and outcome, jobs by name, and the queue as it is', async () => {
  await granted(context, 'station.nearby', { at: inWest })
  await granted(context, 'station.nearby', { at: inWest })
  await granted(context, 'concern.submit', lampConcern(), town.token.resident)
  const before = await samples()
  expect(before.get('lianxinqiao_call_seconds_count{operation="station.nearby",outcome="OK"}')).toBe(2)
  expect(before.get('lianxinqiao_call_seconds_bucket{le="+Inf",operation="station.nearby",outcome="OK"}')).toBe(2)
  expect(before.get('lianxinqiao_queue_waiting')).toBeGreaterThan(0)
  expect(before.get('lianxinqiao_queue_dead')).toBe(0)
  expect(before.get('lianxinqiao_database_up')).toBe(1)
  expect(before.get('lianxinqiao_pool_connections{state="idle"}')).toBeGreaterThan(0)
  expect(before.has('lianxinqiao_last_backup_timestamp_seconds')).toBe(false)
  await tick(context)
  const after = await samples()
  expect(after.get('lianxinqiao_job_seconds_count{job="send"}')).toBe(1)
  expect(after.get('lianxinqiao_queue_waiting')).toBe(0)
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    expect(after.has(name)).toBe(true)
})

test('an operation that somebody makes up is no label', async () => {
  await call(context, 'phone.13976540011', {})
  const names = [...(await samples()).keys()]
  expect(names.join()).toContain('operation="unknown",outcome="NOT_FOUND"')
  expect(names.join()).not.toContain('13976540011')
})

test('while the database is away that is what it says, and nothing of before', async () => {
  const alone = openMetrics()
  const other = await openTestContext()
  alone.watch(other)
  expect((await samples(alone)).get('lianxinqiao_database_up')).toBe(1)
  await other.close()
  const found = await samples(alone)
  expect(found.get('lianxinqiao_database_up')).toBe(0)
  expect(found.has('lianxinqiao_queue_waiting')).toBe(false)
})
