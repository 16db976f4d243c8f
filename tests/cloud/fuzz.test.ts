import { fuzz } from '../fuzz/run'
import { grown, printed } from '../fuzz/report'
import { startHost, type FuzzedHost } from '../fuzz/start-host'
import { openTestContext, type TestContext } from './database'

/** The short form of `npm run fuzz -- --count 200000`; another seed by FUZZ_SEED. */
const COUNT = 5_000
const seed = Number(process.env.FUZZ_SEED ?? 20_261_127)

let context: TestContext
let host: FuzzedHost
beforeAll(async () => {
  context = await openTestContext()
  host = await startHost(context.databaseUrl)
}, 120_000)
afterAll(async () => {
  await host.stop()
  await context.close()
})

test(`${COUNT} generated requests get declared answers, none is slow each time it is asked, and the memory stays`, async () => {
  const report = await fuzz(host, { count: COUNT, seed })
  process.stdout.write(`${printed(report)}\n`)
  expect(report.faults).toEqual([])
  expect(grown(report)).toBe(false)
  expect(report.sent).toBe(COUNT)
  // The requests come to something: a third of the operations did what they were asked at least once.
  expect(report.granted).toBeGreaterThan(report.operations / 3)
}, 600_000)
