// What is not a test: types, lint, format, layers, and who may read the clock. One line a check.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Only these read the clock and the environment; everything else is handed them. */
const clockReaders = /^src\/cloud\/(context\.ts|host\/|functions\/|database\/)/

function clock() {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src/domain', 'src/contract', 'src/cloud'], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
  const found = files
    .filter((file) => file.endsWith('.ts') && !clockReaders.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (/new Date\(\)|Date\.now\(\)|process\.env/.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    )
  for (const line of found) console.error(line)
  return found.length === 0 ? 0 : 1
}

export async function check(run, bin, say) {
  const checks = {
    types: () => run(bin('tsc'), ['--noEmit']),
    lint: () => run(bin('oxlint'), ['--deny-warnings', 'src', 'tests', 'config']),
    format: () => run(bin('prettier'), ['--check', '--log-level=warn', '.']),
    layers: () => run(bin('depcruise'), ['--config', 'config/layers.cjs', 'src']),
    clock: async () => clock(),
  }
  let failed = 0
  for (const [name, one] of Object.entries(checks)) {
    const code = await one()
    failed += code === 0 ? 0 : 1
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  }
  console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
