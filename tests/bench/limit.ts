import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { keepBusy, type Round } from './measure'

/** The leanest statement that does the same work in the database, sent over and over: no program that asks the database is faster. */
export interface Limit {
  /** With `:name` where a whole number is drawn anew each time. */
  sql: string
  /** From and to, both included. */
  numbers: Record<string, readonly [number, number]>
}

interface Load {
  clients: number
  seconds: number
}

/** Sends a limit's statement for so long from so many connections. */
export interface Pacer {
  name: 'pgbench' | 'pg'
  run(url: string, limit: Limit, of: Load): Promise<Round>
  /** Sends recorded calls again, each a script, in any order; only pgbench can. */
  replay?(url: string, scripts: readonly string[], of: Load): Promise<Round>
}

/**
 * pgbench is not among the programs of the npm package; Debian has it in postgresql-15. Without it, and for less than the second that it
 * takes at least, the same statement goes through `pg`, prepared, in this process.
 */
export function findPacer(seconds: number): Pacer {
  if (seconds < 1) return { name: 'pg', run: byPg }
  const debian = '/usr/lib/postgresql'
  const versions = (() => {
    try {
      return readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    } catch {
      return []
    }
  })()
  const known = ['pgbench', ...versions.map((version) => path.join(debian, version, 'bin/pgbench'))]
  const pgbench = known.find((program) => spawnSync(program, ['--version']).status === 0)
  if (!pgbench) return { name: 'pg', run: byPg }
  return {
    name: 'pgbench',
    run: (url, { numbers, sql }, of) => {
      const draws = Object.entries(numbers).map(([name, [from, to]]) => `\\set ${name} random(${from}, ${to})`)
      return byPgbench(pgbench, url, [[...draws, `${sql.replaceAll('\n', ' ')};`].join('\n')], 'prepared', of)
    },
    // Parsed and planned each time, as the operations' are; not «extended», which takes every colon in a JSON for a variable.
    replay: (url, scripts, of) => byPgbench(pgbench, url, scripts, 'simple', of),
  }
}

async function byPgbench(
  program: string,
  url: string,
  scripts: readonly string[],
  protocol: 'prepared' | 'simple',
  of: Load,
): Promise<Round> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-pgbench-'))
  const files = scripts.map((_, at) => path.join(folder, `${at}.sql`))
  for (const [at, file] of files.entries()) await writeFile(file, `${scripts[at]}\n`)
  const { hostname, port, username, password, pathname } = new URL(url)
  // Whole seconds are all that it takes.
  const time = Math.round(of.seconds)
  const words = ['--no-vacuum', `--protocol=${protocol}`, `--client=${of.clients}`, '--jobs=2', `--time=${time}`]
  for (const file of files) words.push(`--file=${file}`)
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn(
      program,
      [...words, `--host=${decodeURIComponent(hostname)}`, `--port=${port}`, `--username=${username}`, pathname.slice(1)],
      {
        env: { ...process.env, PGPASSWORD: password },
      },
    )
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(`pgbench: ${out}`))))
  }).finally(() => rm(folder, { recursive: true, force: true }))
  const rate = Number(/tps = ([\d.]+)/.exec(said)?.[1])
  if (!(rate > 0)) throw new Error(`pgbench: ${said}`)
  return { times: [], done: rate * time, seconds: time }
}

async function byPg(url: string, limit: Limit, of: Load): Promise<Round> {
  const names = Object.keys(limit.numbers)
  // Not the second colon of a cast.
  const text = limit.sql.replaceAll(/(?<!:):([a-z]\w*)/g, (_, name: string) => `$${names.indexOf(name) + 1}`)
  const clients = await Promise.all(
    Array.from({ length: of.clients }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const draw = ([from, to]: readonly [number, number]) => from + Math.floor(Math.random() * (to - from + 1))
  const free = [...clients]
  const round = await keepBusy(of.clients, of.seconds, async () => {
    const client = free.pop()!
    await client.query({ name: 'limit', text, values: names.map((name) => draw(limit.numbers[name]!)) })
    free.push(client)
  })
  await Promise.all(clients.map((client) => client.end()))
  return round
}
