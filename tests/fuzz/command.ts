// npm run fuzz -- [--count 200000] [--seed N] [--minutes M]; FUZZ_DATABASE_URL: an empty database to be spoilt, else one of its own.
import { parseArgs } from 'node:util'
import { progressOf } from '../../src/cloud/host/progress'
import { fuzz } from './run'
import { grown, printed } from './report'
import { startHost } from './start-host'

const LOG_LINES = 40

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '5000' }, seed: { type: 'string' }, minutes: { type: 'string' } },
  })
  const count = Number(values.count)
  const minutes = values.minutes === undefined ? Infinity : Number(values.minutes)
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  if (!(Number.isInteger(count) && count > 0 && Number.isInteger(seed)))
    throw new Error('npm run fuzz -- [--count 200000] [--seed N] [--minutes M]')
  process.stderr.write(`seed ${seed}\n`)
  const host = await startHost(process.env.FUZZ_DATABASE_URL ?? null)
  try {
    const progress = progressOf('fuzz')
    const report = await fuzz(host, { count, seed, minutes, show: progress.show }).finally(progress.end)
    process.stdout.write(`${printed(report)}\n`)
    // Where a fault of the host began: its log names no person and quotes nobody.
    const log = [
      ...new Set(
        host
          .said()
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => line.replace(/"(time|call)":"?[^,"]*"?,/g, '')),
      ),
    ]
    for (const line of log.slice(0, LOG_LINES)) process.stdout.write(`${line}\n`)
    return report.faults.length === 0 && !grown(report) ? 0 : 1
  } finally {
    await host.stop()
  }
}

process.exitCode = 1
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
