// Every test of both runners, and one line over both at the end.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

const results = path.resolve('test-results')

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** The tests of a suite of Playwright's report that passed the second time only. */
const flakyIn = ({ specs = [], suites = [] }) => [
  ...specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(({ file, title }) => `${file} › ${title}`),
  ...suites.flatMap(flakyIn),
]

/** Words after `--` choose among jest's tests; the journeys are then left out. */
export async function test(run, bin, args) {
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const onceMore = []

  const jestFile = path.join(results, 'jest.json')
  // A test that failed may leave a connection open, which must not keep the run from ending.
  const jestArgs = ['--config=config/jest.config.cjs', '--forceExit', '--json', `--outputFile=${jestFile}`, ...args]
  const jestCode = await run(bin('jest'), jestArgs, { stdout: 'ignore' })
  const jest = read(jestFile)
  sum.passed += jest?.numPassedTests ?? 0
  sum.failed += (jest?.numFailedTests ?? 0) + (jest?.numRuntimeErrorTestSuites ?? 0)
  sum.skipped += jest?.numPendingTests ?? 0
  let isGood = jestCode === 0 && jest !== null

  if (args.length === 0) {
    const journeys = async (projects) => {
      const output = path.join(results, projects.join('-'))
      const words = ['test', '--config=config/playwright.config.ts', `--output=${output}`, ...projects.map((each) => `--project=${each}`)]
      const code = await run(bin('playwright'), words, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${output}.json` } })
      const report = read(`${output}.json`)
      const stats = report?.stats
      onceMore.push(...(report?.suites ?? []).flatMap(flakyIn))
      sum.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0)
      sum.failed += stats?.unexpected ?? 0
      sum.skipped += stats?.skipped ?? 0
      isGood &&= code === 0 && stats !== undefined
    }
    await Promise.all([journeys(['journeys', 'weapp']), journeys(['pages'])])
  }
  for (const name of onceMore) console.log(`passed the second time only: ${name}`)
  if (!isGood && sum.failed === 0) sum.failed = 1
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`)
  return isGood ? 0 : 1
}
