// npm run faults [-- NAME …] [-- --long]: what happens to what was acknowledged when things break.
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { clockJump } from './clock-jump'
import { cutCable, cutNetwork } from './cut-network'
import { diskFull } from './disk-full'
import { killHost } from './kill-host'
import { killPostgres } from './kill-postgres'
import { killTick } from './kill-tick'
import { promoteStandby } from './promote-standby'
import { sameRequestTwice } from './same-request-twice'
import { bundleHost } from './servers'
import { wechatDown } from './wechat-down'
import type { Fault, Outcome, Run } from './world'

const faults: readonly Fault[] = [
  killHost,
  killPostgres,
  killTick,
  promoteStandby,
  cutNetwork,
  cutCable,
  diskFull,
  clockJump,
  wechatDown,
  sameRequestTwice,
]
const [SHORT_S, LONG_S] = [8, 120]

const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function told(name: string, { acknowledged, found, lost, doubled, corrupt, recoveredMs, more, missed }: Outcome): string {
  const line = `${name}: acknowledged ${acknowledged}, found ${found}, lost ${lost}, doubled ${doubled}, corrupt ${corrupt.length}, recovered in ${seconds(recoveredMs)}`
  return [[line, ...more].join('; '), ...missed.map((what) => `  MISSED ${what}`)].join('\n')
}

async function letGo(held: Run['held']): Promise<void> {
  for (const each of held.splice(0).toReversed()) await Promise.resolve(each()).catch(() => {})
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { long: { type: 'boolean', default: false } } })
  const unknown = positionals.filter((name) => !faults.some((fault) => fault.name === name))
  if (unknown.length > 0) {
    say(`There is no ${unknown.join(', ')}. Faults: ${faults.map(({ name }) => name).join(', ')}`)
    return 2
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-faults-'))
  await chmod(folder, 0o755)
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const held: Run['held'] = []
  // Servers have a session of their own and outlive us.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void letGo(held).finally(() => process.exit(130)))
  try {
    const server = await bundleHost(folder)
    for (const fault of faults.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
      const reason = fault.impossible?.() ?? null
      if (reason) {
        sum.skipped += 1
        say(`${fault.name}: skipped, ${reason}`)
        continue
      }
      try {
        const outcome = await fault.run({ seconds: values.long ? LONG_S : SHORT_S, isLong: values.long, folder, server, held })
        say(told(fault.name, outcome))
        sum[outcome.missed.length === 0 ? 'passed' : 'failed'] += 1
      } catch (error) {
        say(`${fault.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
        sum.failed += 1
      }
      await letGo(held)
    }
  } finally {
    await letGo(held)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  say(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`)
  return sum.failed === 0 ? 0 : 1
}

process.exitCode = 1
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
