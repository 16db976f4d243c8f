import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Kysely } from 'kysely'
import pino, { type Logger } from 'pino'
import type { Calendar } from '../domain/calendar'
import { publishedCalendar } from './calendar'
import type { ContactKey } from './contact'
import { openDatabase, poolState, type PoolState } from './database/open'
import { openReplica, type Replica } from './database/replica'
import type { Database } from './database/schema'
import { diskFiles, type Files } from './files'
import { openWatch, type Observer, type Watch } from './health/watch'
import { templatesFrom, type Templates } from './notification/templates'
import { cloudFiles } from './wechat/files'
import { httpsWechat, wechatBase } from './wechat/https'
import { ownTokens } from './wechat/token'
import type { Wechat } from './wechat/wechat'

/** What an operation may use beside its input. Nothing else reads the clock, the environment or the disk. */
export interface Context {
  db: Kysely<Database>
  /** Where public pages are read from; null where there is none. */
  replica: Replica | null
  now: () => Date
  calendar: Calendar
  files: Files
  /** Encrypts names and phones of residents. */
  contactKey: ContactKey
  log: Logger
  watch: Watch
  isDemo: boolean
  /** False where something before this host counts calls, or where it is measured: RATE_LIMITS=0. */
  isLimited: boolean
  /** Null where the deployment is tied to no mini-program: nothing is sent or checked by WeChat then. */
  wechat: Wechat | null
  /** Our templates as this mini-program has them; one that is missing is not sent. */
  templates: Templates
  /** Under which address residents and WeChat reach this host, without a slash at the end; null in WeChat cloud. */
  publicUrl: string | null
  queueState(): Promise<QueueState>
  poolState(): PoolState
  close(): Promise<void>
}

/** The outbox: messages still owed to people. */
export interface QueueState {
  waiting: number
  oldestSeconds: number
  dead: number
}

export interface ContextOptions {
  databaseUrl: string
  /** Holds the keys and files of a host on its own disk. A deployed function has none: it takes CONTACT_KEY, and FILES_CLOUD for photos. */
  dataDir?: string
  isDemo?: boolean
  connections?: number
  /** How long the database may be silent before a connection is given up; without it a command waits as long as it takes. */
  patienceMs?: number
  now?: () => Date
  env?: NodeJS.ProcessEnv
  /** Else over HTTPS where WECHAT_APPID and WECHAT_SECRET name a mini-program. */
  wechat?: Wechat
  /** Else from WECHAT_TEMPLATES. */
  templates?: Templates
  /** Else from PUBLIC_URL. */
  publicUrl?: string
  /** Told of each call and job, beside the log. */
  observer?: Observer
}

/** Opens everything a process needs; `close` lets go of it. */
export async function openContext(options: ContextOptions): Promise<Context> {
  const env = options.env ?? process.env
  const now = options.now ?? (() => new Date())
  // An office needs a line for each call; the terminal of a demo is for who looks at the demo.
  const level = env.LOG_LEVEL ?? (options.isDemo ? 'warn' : 'info')
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const onLost = (error: Error) => log.warn({ reason: error.message }, 'database connection lost')
  const db = openDatabase(options.databaseUrl, options.connections ?? 10, onLost, options.patienceMs)
  const replica = replicaOf(env, options.connections ?? 10, log)
  const contactKey = {
    current: await keyFrom(env.CONTACT_KEY, options.dataDir, 'contact.key'),
    former: env.CONTACT_KEY_OLD ? await keyFrom(env.CONTACT_KEY_OLD, undefined, 'CONTACT_KEY_OLD') : null,
  }
  const files = await filesOf(env, options.dataDir, now, log)
  return {
    db,
    replica,
    now,
    calendar: publishedCalendar(),
    files,
    contactKey,
    log,
    watch: openWatch({ db, now, log, observer: options.observer }),
    isDemo: options.isDemo ?? false,
    isLimited: env.RATE_LIMITS !== '0',
    wechat: options.wechat ?? wechatOf(env, now),
    templates: options.templates ?? templatesFrom(env.WECHAT_TEMPLATES),
    publicUrl: (options.publicUrl ?? env.PUBLIC_URL)?.replace(/\/+$/, '') || null,
    queueState: async () => {
      const row = await db
        .selectFrom('outbox')
        .where('done_at', 'is', null)
        .select(({ fn }) => [
          fn.countAll<number>().filterWhere('dead_at', 'is', null).as('waiting'),
          fn.countAll<number>().filterWhere('dead_at', 'is not', null).as('dead'),
          fn.min('created_at').filterWhere('dead_at', 'is', null).as('oldest'),
        ])
        .executeTakeFirstOrThrow()
      const oldest: Date | null = row.oldest
      return { waiting: row.waiting, dead: row.dead, oldestSeconds: oldest ? Math.round((now().getTime() - oldest.getTime()) / 1000) : 0 }
    },
    poolState: () => poolState(db),
    close: async () => {
      await Promise.all([db.destroy(), replica?.db.destroy()])
    },
  }
}

/** Seconds that a public page may be late: two rounds of a timer that runs every minute. */
const LAG_SECONDS = 120

function replicaOf(env: NodeJS.ProcessEnv, connections: number, log: Logger): Replica | null {
  const { DATABASE_REPLICA_URL: url, DATABASE_REPLICA_LAG: lag } = env
  if (!url) return null
  const seconds = Number(lag || LAG_SECONDS)
  if (!(seconds > 0)) throw new Error(`DATABASE_REPLICA_LAG must be a number of seconds, not ${lag}`)
  const onError = (error: Error) => log.warn({ reason: error.message }, 'replica connection lost')
  return openReplica(url, { connections, maxLagMs: seconds * 1000, onError, clock: () => performance.now() })
}

/** Each process asks for its own token: WeChat's stable one is the same for all of them. */
function wechatOf(env: NodeJS.ProcessEnv, now: () => Date): Wechat | null {
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret, WECHAT_API: base = wechatBase } = env
  if (!appid) return null
  if (!secret) throw new Error('WECHAT_APPID needs WECHAT_SECRET')
  return httpsWechat({ appid, secret, base, tokens: ownTokens(), now })
}

/** Cloud storage where it is named, since functions share no disk; else the host's own disk. */
async function filesOf(env: NodeJS.ProcessEnv, dataDir: string | undefined, now: () => Date, log: Logger): Promise<Files> {
  if (env.FILES_CLOUD) return cloudFiles(env.FILES_CLOUD, now, log)
  if (!dataDir) throw new Error('A data folder or FILES_CLOUD is needed for photos')
  return diskFiles(path.join(dataDir, 'files'), await keyFrom(env.FILES_KEY, dataDir, 'files.key'), now)
}

/** A key of 32 bytes in base64 from the environment, or one that this host made for itself and keeps beside its data. */
async function keyFrom(given: string | undefined, dataDir: string | undefined, name: string): Promise<Buffer> {
  if (given) {
    const key = Buffer.from(given, 'base64')
    if (key.length !== 32) throw new Error(`${name}: a key must be 32 bytes in base64`)
    return key
  }
  if (!dataDir) throw new Error(`${name}: no key in the environment and no data folder`)
  await mkdir(dataDir, { recursive: true })
  const file = path.join(dataDir, name)
  // `wx` decides between two hosts that start at once: the loser reads what the winner wrote.
  await writeFile(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return Buffer.from(await readFile(file, 'utf8'), 'base64')
}
