import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openContext, type Context } from '../../src/cloud/context'
import { migrateAt } from '../../src/cloud/database/migrate'
import { openSession } from '../../src/cloud/session/identify'
import { demoTemplates } from '../../src/cloud/host/wechat'
import { openStandIn, type StandIn } from '../../src/cloud/wechat/stand-in/open'
import { dayOf } from '../../src/domain/calendar'
import { openReception } from '../cloud/receptions'
import { buildTown, type Town } from '../cloud/town'
import { audited, compare, flaws, type Found } from './check'
import { openLoad, type Acknowledged, type Load } from './load'
import { folderIn, openHost, openPostgres, type Held, type Host, type Postgres } from './servers'

export interface Run {
  /** How long the load goes on around the fault. */
  seconds: number
  isLong: boolean
  /** Where everything of this run lies. */
  folder: string
  /** The bundled host. */
  server: string
  held: Held
}

/** One line of the outcome. A fault whose bar is missed has words in `missed`. */
export interface Outcome extends Found {
  recoveredMs: number
  /** What else is worth a word. */
  more: string[]
  missed: string[]
}

export interface Fault {
  name: string
  /** Why it cannot be tried here, or null. */
  impossible?(): string | null
  run(run: Run): Promise<Outcome>
}

export interface World {
  postgres: Postgres
  hosts: Host[]
  context: Context
  town: Town
  residents: { id: string; token: string }[]
  receptionId: string
  standIn: StandIn | null
  /** Another host on the same database. */
  host(env?: NodeJS.ProcessEnv): Promise<Host>
  /** The same world, looked at through another server. */
  on(postgres: Postgres): Promise<World>
  load(over?: Partial<Parameters<typeof openLoad>[0]>): Load
  /** Everything that is checked after a fault. */
  outcome(
    load: { acknowledged: readonly Acknowledged[]; unexpected?: readonly string[]; again?: Record<string, number> },
    recoveredMs: number | null,
  ): Promise<Outcome>
}

interface WorldOptions {
  name: string
  hosts?: number
  hasWechat?: boolean
  postgres?: Partial<NonNullable<Parameters<typeof openPostgres>[2]>>
  /** Where the hosts reach the database, if not where it is. */
  databaseUrl?: (postgres: Postgres) => Promise<string> | string
  hostOptions?: Partial<Parameters<typeof openHost>[1]>
  env?: NodeJS.ProcessEnv
}

const RESIDENTS = 40

/** A town with residents, a reception to be booked, a database of its own and real hosts. */
export async function openWorld(
  run: Run,
  { name, hosts: count = 1, hasWechat, postgres: options, databaseUrl, hostOptions, env }: WorldOptions,
): Promise<World> {
  const folder = await folderIn(run.folder, name)
  const postgres = await openPostgres(folder, run.held, options)
  await migrateAt(postgres.url())
  const dataDir = path.join(folder, 'hosts')
  const context = await openContext({ databaseUrl: postgres.url(), dataDir, connections: 4, env: { LOG_LEVEL: 'silent' } })
  run.held.push(() => context.close())
  const builder = { ...context, databaseUrl: postgres.url(), setNow: () => {} }
  const town = await buildTown(builder)
  const residents = await Promise.all(
    Array.from({ length: RESIDENTS }, async () => {
      const id = randomUUID()
      const row = { congress_id: town.congressId, id, openid: `o-${id}`, demo_key: null, name: null, created_at: context.now() }
      await context.db.insertInto('persons').values(row).execute()
      const of = { congressId: town.congressId, personId: id, kind: 'desktop' } as const
      return { id, token: (await openSession(context.db, of, context.now())).token }
    }),
  )
  const soon = dayOf(new Date(context.now().getTime() + 20 * 86_400_000))
  const receptionId = await openReception(builder, town, { on: soon, capacity: 8 })
  const standIn = hasWechat ? await openStandIn({ now: () => new Date() }) : null
  if (standIn) run.held.push(() => standIn.close())
  const wechat = standIn && {
    WECHAT_APPID: standIn.appid,
    WECHAT_SECRET: standIn.secret,
    WECHAT_API: standIn.base,
    WECHAT_TEMPLATES: JSON.stringify(demoTemplates),
  }
  const url = (await databaseUrl?.(postgres)) ?? postgres.url()
  const hosts: Host[] = []
  const looking = (there: Context, server: Postgres): Pick<World, 'context' | 'postgres' | 'outcome'> => {
    const outcome: World['outcome'] = async ({ acknowledged, unexpected = [], again = {} }, recoveredMs) => {
      const found = await compare(there, acknowledged)
      const corrupt = [...(await flaws(there)), ...(await audited(run.server, server.url(), dataDir))]
      const missed = [
        ...(found.acknowledged === 0 ? ['nothing was acknowledged'] : []),
        ...(found.lost > 0 ? [`${found.lost} lost`] : []),
        ...(found.doubled > 0 ? [`${found.doubled} doubled`] : []),
        ...corrupt,
        ...(recoveredMs === null ? ['did not recover'] : []),
        ...new Set(unexpected),
      ]
      const told = Object.entries(again).map(([code, times]) => `${times} × ${code}`)
      return {
        ...found,
        corrupt,
        recoveredMs: recoveredMs ?? Number.NaN,
        missed,
        more: told.length > 0 ? [`told to try again: ${told.join(', ')}`] : [],
      }
    }
    return { context: there, postgres: server, outcome }
  }
  const world: World = {
    hosts,
    town,
    residents,
    receptionId,
    standIn,
    host: async (over) => {
      const host = await openHost(run.held, {
        server: run.server,
        databaseUrl: url,
        dataDir,
        ...hostOptions,
        env: { ...wechat, ...env, ...over },
      })
      hosts.push(host)
      await host.healthy()
      return host
    },
    on: async (other) => {
      const there = await openContext({ databaseUrl: other.url(), dataDir, connections: 4, env: { LOG_LEVEL: 'silent' } })
      run.held.push(() => there.close())
      return { ...world, ...looking(there, other) }
    },
    load: (over) => openLoad({ hosts, town, residents, receptionId, isChecked: Boolean(hasWechat), ...over }),
    ...looking(context, postgres),
  }
  for (let index = 0; index < count; index += 1) await world.host()
  return world
}

/** Waits until something has been acknowledged that was sent after `mark`, and says how long after `since` that was. */
export async function recovered(load: Load, since: number, limitMs = 60_000): Promise<number | null> {
  while (load.firstSinceMark() === null && performance.now() - since < limitMs) await pause(20)
  const first = load.firstSinceMark()
  return first === null ? null : first - since
}
