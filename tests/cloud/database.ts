import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { openContext, type Context, type ContextOptions } from '../../src/cloud/context'
import { makeRecorder, type Recorder } from './cluster/recorder'
import { TEMPLATE, urlOf } from './server'

export interface TestContext extends Context {
  databaseUrl: string
  /** Judges each statement of an operation or a job as a cluster would; on a database of the test's own there may be none. */
  recorder?: Recorder
  /** Sets the clock that every operation reads. */
  setNow(now: Date): void
}

type TestOptions = { now?: Date; isLimited?: boolean } & Pick<ContextOptions, 'isDemo' | 'wechat' | 'templates' | 'publicUrl'>

/** A context as the host opens it, on a fresh database, with a clock that the test sets. Closing it drops the database, and fails where a statement named no congress. */
export async function openTestContext({ now: start, isLimited = false, ...options }: TestOptions = {}): Promise<TestContext> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await admin(`create database ${name} template ${TEMPLATE}`)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-files-'))
  let now = start ?? new Date('2026-11-23T02:00:00Z')
  const context = await openContext({
    databaseUrl: urlOf(name),
    dataDir,
    ...options,
    now: () => now,
    // Most tests ask far more often than a person does.
    env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', ...(!isLimited && { RATE_LIMITS: '0' }) },
  })
  const recorder = await makeRecorder(context.db)
  return {
    ...context,
    databaseUrl: urlOf(name),
    recorder,
    setNow: (to) => {
      now = to
    },
    close: async () => {
      await context.close()
      await admin(`drop database ${name} with (force)`)
      await rm(dataDir, { recursive: true, force: true })
      const flaws = [...recorder.statements].filter(([, found]) => found.length > 0)
      if (flaws.length > 0) throw new Error(flaws.map(([text, found]) => `${found.join(', ')}:\n${text}`).join('\n\n'))
    },
  }
}

/** The context with which the tests let operations and jobs run. Their own statements may look at everything. */
export const recorded = <C extends Context & { recorder?: Recorder }>(context: C): C => ({
  ...context,
  ...(context.recorder && { db: context.db.withPlugin(context.recorder.plugin) }),
})

/** A database without a table. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  await admin(`create database ${name} encoding 'UTF8' template template0`)
  return { url: urlOf(name), drop: () => admin(`drop database ${name} with (force)`) }
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await client.connect()
  // Two files at once may want the template, which can be copied by one at a time.
  for (let tries = 20; ; tries -= 1) {
    try {
      await client.query(statement)
      break
    } catch (error) {
      if (tries === 0 || (error as { code?: string }).code !== '55006') throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  await client.end()
}

/** A hash of every row of every table: the same again where nothing was changed. */
export async function everything({ db }: Pick<TestContext, 'db'>): Promise<string> {
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db)
  const hashes = tables.rows.map(
    ({ name }) => sql`(select md5(coalesce(string_agg(r::text, '' order by r::text), '')) from ${sql.table(name)} r)`,
  )
  const { rows } = await sql<{ hash: string }>`select concat_ws(',', ${sql.join(hashes)}) as hash`.execute(db)
  return rows[0]!.hash
}
