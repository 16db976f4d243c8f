import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { SingleBar } from 'cli-progress'
import { openContext, type Context } from '../../src/cloud/context'
import { migrate } from '../../src/cloud/database/migrate'
import { inProcess, openHost } from './callers'
import { fillConcerns } from './concerns'
import { findPacer, type Pacer } from './limit'
import { recordCalls, scriptOf } from './replay'
import { keepBusy, oneByOne, rateOf, timeAt, together, type Round } from './measure'
import { openServer, type BenchServer } from './server'
import { buildTown, full, type Sizes, type Town } from './town'
import type { Caller, Work, WorkKind } from './work'
import { figures } from './works/figures'
import { inbox } from './works/inbox'
import { mine } from './works/mine'
import { nearby } from './works/nearby'
import { rush } from './works/rush'
import { search } from './works/search'
import { send } from './works/send'
import { similar } from './works/similar'
import { submit } from './works/submit'

const kinds: readonly WorkKind[] = [submit, nearby, inbox, mine, rush, search, send, figures, similar]

const usage = `npm run bench -- [--scale 0.01,0.1,1] [--only NAME,…] [--json FILE] [--seconds 2] [--rounds 3] [--clients 8] [--no-cold]
  Works: ${kinds.map(({ name }) => name).join(', ')}.
  Sizes at scale 1, which may be changed: ${Object.entries(full)
    .map(([name, size]) => `--${name} ${size}`)
    .join(' ')}.
  docs/performance.md says what is measured, and how.`

const { values: flags } = (() => {
  try {
    return parseArgs({
      options: {
        scale: { type: 'string', default: '0.01,0.1,1' },
        only: { type: 'string' },
        json: { type: 'string' },
        seconds: { type: 'string', default: '2' },
        rounds: { type: 'string', default: '3' },
        clients: { type: 'string', default: '8' },
        'no-cold': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        ...(Object.fromEntries(Object.entries(full).map(([name, size]) => [name, { type: 'string', default: String(size) }])) as Record<
          keyof Sizes,
          { type: 'string'; default: string }
        >),
      },
    })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`)
    process.exit(2)
  }
})()
if (flags.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const [seconds, rounds, clients] = [flags.seconds, flags.rounds, flags.clients].map(Number) as [number, number, number]
const scales = flags.scale.split(',').map(Number)
const chosen = kinds.filter(({ name }) => !flags.only || flags.only.split(',').includes(name))
const COLD_CALLS = 40
/** Calls of which the statements are kept for pgbench, which takes 128 scripts. */
const REPLAYED = 64
const GROWTH_MAX = 1.5

/** What `--json` writes. */
interface Line {
  name: string
  size: number
  rate: number
  limit: number | null
  ratio: number | null
  p50_ms: number | null
  p99_ms: number | null
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const lines: Line[] = []

function note(name: string, size: number, ours: Round, limit: Round | null): void {
  const line: Line = {
    name,
    size,
    rate: rateOf(ours),
    limit: limit && rateOf(limit),
    ratio: limit && rateOf(ours) / rateOf(limit),
    p50_ms: timeAt(ours, 0.5),
    p99_ms: timeAt(ours, 0.99),
  }
  lines.push(line)
  const ms = (value: number | null) => (value === null ? '' : value.toFixed(1)).padStart(9)
  say(
    `${name.padEnd(20)}${line.size.toLocaleString('en').padStart(11)}${line.rate.toFixed(0).padStart(9)}${(line.limit?.toFixed(0) ?? '').padStart(9)}${(line.ratio?.toFixed(2) ?? '').padStart(7)}${ms(line.p50_ms)}${ms(line.p99_ms)}`,
  )
}

async function progress<T>(what: string, run: (show: (done: number, total: number) => void) => Promise<T>): Promise<T> {
  const from = performance.now()
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: `${what} {bar} {percentage}%`, clearOnComplete: true, stream: process.stderr })
    : null
  bar?.start(1, 0)
  const result = await run((done, total) => {
    bar?.setTotal(total)
    bar?.update(done)
  }).finally(() => bar?.stop())
  say(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`)
  return result
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Ours and the limit take turns, so that whatever else the machine does is borne by both. */
async function measure(kind: WorkKind, work: Work, town: Town, host: Caller, pacer: Pacer): Promise<void> {
  const ways: [string, Caller][] = [
    [kind.name, inProcess(town.context)],
    ...(work.isOverHttp ? ([[`${kind.name} over HTTP`, host]] as const) : []),
  ] as never
  const go = (caller: Caller, time: number) => (work.round ? work.round(caller, time) : keepBusy(clients, time, () => work.once!(caller)))
  const pace = () => (work.limit ? pacer.run(town.url, work.limit, { clients, seconds }) : null)
  const again =
    work.replayed && pacer.replay
      ? (await recordCalls(REPLAYED, () => work.once!(ways[0]![1]))).map((call) => scriptOf(work.replayed!(call)))
      : null
  const measured = new Map<string, Round[]>()
  const add = (name: string, round: Round | null) => round && measured.set(name, [...(measured.get(name) ?? []), round])
  if (work.once) for (const [, caller] of ways) await go(caller, Math.min(1, seconds))
  for (let left = kind.name === 'send' ? 1 : rounds; left > 0; left -= 1) {
    for (const [name, caller] of ways) add(name, await go(caller, seconds))
    add('limit', await pace())
    if (again) add('again', await pacer.replay!(town.url, again, { clients, seconds }))
  }
  await work.check?.()
  const limit = measured.get('limit')
  for (const [name] of ways) note(name, work.size, together(measured.get(name)!), limit ? together(limit) : null)
  const replayed = measured.get('again')
  if (replayed) note(`${kind.name} to its own SQL`, work.size, together(measured.get(kind.name)!), together(replayed))
  for (const each of work.notes ?? []) say(`  ${each}`)
}

async function cold(kind: WorkKind, work: Work, server: BenchServer, database: string): Promise<void> {
  const isForgotten = await server.restartCold()
  if (!isForgotten && kind === chosen[0])
    say('  The system could not be made to forget the files: cold is after a restart of PostgreSQL only.')
  const context = await open(server, database)
  const caller = inProcess(context)
  const round = await oneByOne(COLD_CALLS, () => work.once!(caller))
  await context.close()
  note(`${kind.name} cold`, work.size, round, null)
}

const open = (server: BenchServer, database: string): Promise<Context> =>
  openContext({
    databaseUrl: server.urlOf(database),
    dataDir: server.folder,
    connections: Math.max(10, clients),
    env: { ...process.env, LOG_LEVEL: 'error' },
  })

async function atScale(server: BenchServer, scale: number, pacer: Pacer): Promise<void> {
  const database = `bench_${String(scale).replace('.', '_')}`
  await admin(server.urlOf('postgres'), `create database ${database} template template0`)
  const context = await open(server, database)
  await migrate(context.db)
  const sizes = Object.fromEntries(
    Object.keys(full).map((name) => [name, Math.max(100, Math.round(Number(flags[name as keyof Sizes]) * scale))]),
  ) as Sizes
  say(
    `\nScale ${scale}: ${Object.entries(sizes)
      .map(([name, size]) => `${size.toLocaleString('en')} ${name}`)
      .join(', ')}`,
  )
  const town = await progress('Places and people', (show) => buildTown(context, server.urlOf(database), sizes, show))
  if (chosen.some(({ needsConcerns }) => needsConcerns)) await progress('Concerns', (show) => fillConcerns(town, show))
  await sql`checkpoint`.execute(context.db)
  const host = await openHost(town.url, server.folder)
  const works: [WorkKind, Work][] = []
  say(
    `\n${'work'.padEnd(20)}${'among'.padStart(11)}${'a second'.padStart(9)}${'limit'.padStart(9)}${'ratio'.padStart(7)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}`,
  )
  for (const kind of chosen) {
    const work = await kind.prepare(town)
    works.push([kind, work])
    await measure(kind, work, town, host.caller, pacer)
  }
  await host.close()
  await context.close()
  if (!flags['no-cold']) for (const [kind, work] of works) if (work.once) await cold(kind, work, server, database)
  await admin(server.urlOf('postgres'), `drop database ${database} with (force)`)
}

/** How the time of a work grew from the smallest size to the largest. */
function growth(): void {
  if (scales.length < 2) return
  say(`\np99 at the largest size, as a multiple of that at the smallest (aim: at most ${GROWTH_MAX})`)
  for (const name of new Set(lines.map((line) => line.name))) {
    const of = lines.filter((line) => line.name === name)
    const [first, last] = [of[0]!.p99_ms, of.at(-1)!.p99_ms]
    if (first !== null && last !== null && of.length > 1) say(`${name.padEnd(20)}${(last / first).toFixed(2).padStart(8)}`)
  }
}

async function main(): Promise<void> {
  if (chosen.length === 0 || scales.some((scale) => !(scale > 0)) || !(seconds > 0 && rounds > 0 && clients > 0)) throw new Error(usage)
  const server = await openServer()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close().finally(() => process.exit(130)))
  try {
    const pacer = findPacer(seconds)
    say(`The limit is measured by ${pacer.name}; ${clients} clients, ${rounds} rounds of ${seconds} s, in turn`)
    for (const scale of scales) await atScale(server, scale, pacer)
    growth()
    say(`\n${chosen.length} passed, 0 failed`)
    if (flags.json) await writeFile(flags.json, `${JSON.stringify(lines, null, 2)}\n`)
  } finally {
    await server.close()
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
