import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { openProxy, type Held, type Proxy } from './servers'
import { openWorld, recovered, type Fault, type Run } from './world'

/** A phone gives up after 20 s; the host must have said «try again» before. */
const BOUND_MS = 19_000

/** Nothing passes between host and database, and nobody is told: no reset, no refusal. Then it passes again. */
export const cutNetwork: Fault = {
  name: 'cut-network',
  run: (run) => cut(run, 'cut-network', throughProxy),
}

/** The same by the kernel: hosts in a network of their own, whose line to the database is taken down. */
export const cutCable: Fault = {
  name: 'cut-cable',
  impossible: () => (canMakeNetworks() ? null : 'it needs root, iproute2 and network namespaces'),
  run: (run) => cut(run, 'cut-cable', throughCable),
}

interface Line {
  world: Parameters<typeof openWorld>[1]
  cut(): void
  heal(): void
}

async function cut(run: Run, name: string, open: (held: Held) => Promise<Line>) {
  const line = await open(run.held)
  const world = await openWorld(run, { ...line.world, name })
  const load = world.load()
  await pause((run.seconds * 1000) / 3)
  line.cut()
  await pause(run.isLong ? 60_000 : 22_000)
  line.heal()
  const healed = performance.now()
  load.mark()
  const took = await recovered(load, healed)
  await pause((run.seconds * 1000) / 3)
  await load.stop()
  const outcome = await world.outcome(load, took)
  outcome.more.push(`the slowest answer after ${(load.slowestMs / 1000).toFixed(1)} s`)
  if (load.slowestMs > BOUND_MS) outcome.missed.push('an answer came later than a phone waits')
  if (!load.again.UNAVAILABLE) outcome.missed.push('nobody was told UNAVAILABLE')
  if (load.again.OFFLINE) outcome.missed.push('somebody got no answer at all')
  return outcome
}

async function throughProxy(held: Held): Promise<Line> {
  let proxy: Proxy | undefined
  return {
    world: { name: '', databaseUrl: async (postgres) => postgres.url((proxy = await openProxy(held, postgres.port)).port) },
    cut: () => proxy!.cut(),
    heal: () => proxy!.heal(),
  }
}

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' })

function canMakeNetworks(): boolean {
  try {
    ip('netns', 'add', 'lianxinqiao-try')
    ip('netns', 'del', 'lianxinqiao-try')
    return true
  } catch {
    return false
  }
}

/** Two cables lead into the hosts' network: residents come by one, the database answers by the other. */
async function throughCable(held: Held): Promise<Line> {
  const netns = 'lianxinqiao'
  const cables = { residents: ['lxq-r0', 'lxq-r1', '10.213.1'], database: ['lxq-d0', 'lxq-d1', '10.213.2'] } as const
  ip('netns', 'add', netns)
  held.push(() => ip('netns', 'del', netns))
  const inside = (...args: string[]) => ip('netns', 'exec', netns, 'ip', ...args)
  inside('link', 'set', 'lo', 'up')
  for (const [outer, inner, net] of Object.values(cables)) {
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', netns)
    ip('addr', 'add', `${net}.1/24`, 'dev', outer)
    ip('link', 'set', outer, 'up')
    inside('addr', 'add', `${net}.2/24`, 'dev', inner)
    inside('link', 'set', inner, 'up')
  }
  const [outer, , net] = cables.database
  // The host's own end stays up and sends into nothing.
  return {
    world: {
      name: '',
      postgres: { settings: { listen_addresses: `127.0.0.1,${net}.1` }, trusted: `${net}.0/24` },
      databaseUrl: (postgres) => postgres.url(postgres.port, `${net}.1`),
      hostOptions: { before: ['ip', 'netns', 'exec', netns], address: `${cables.residents[2]}.2` },
    },
    cut: () => ip('link', 'set', outer, 'down'),
    heal: () => ip('link', 'set', outer, 'up'),
  }
}
