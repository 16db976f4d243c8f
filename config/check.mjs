// What is not a test: types, lint, format, layers, and who may read the clock, open PostgreSQL or call the platform. One line a check.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { checkDependencies } from './dependencies.mjs'

const sources = (...folders) =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && existsSync(file))

/** What an import does not show: lines with `pattern` in files that are not `allowed` to have it. */
function search(folders, pattern, allowed) {
  const found = sources(...folders)
    .filter((file) => !allowed.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    )
  for (const line of found) console.error(line)
  return found.length === 0 ? 0 : 1
}

const clock = () =>
  search(
    ['src/domain', 'src/contract', 'src/cloud'],
    /new Date\(\)|Date\.now\(\)|\bdayjs\(\)|process\.env/,
    /^src\/cloud\/(context\.ts|host\/|functions\/|database\/)/,
  )
const postgresql = () => search(['src'], /PostgresDialect/, /^src\/cloud\/database\//)
const platform = () =>
  search(
    ['src/client'],
    /\bTaro\.(cloud|[gs]etStorage|removeStorage|get(Fuzzy)?Location|chooseLocation)|\blocalStorage\b|navigator\.geolocation/,
    /^src\/client\/lib\//,
  )

export async function check(run, bin, say, isFresh) {
  const checks = {
    types: () => run(bin('tsc'), ['--noEmit']),
    lint: () => run(bin('oxlint'), ['--deny-warnings', 'src', 'tests', 'config']),
    format: () => run(bin('prettier'), ['--check', '--log-level=warn', '.']),
    layers: () => run(bin('depcruise'), ['--config', 'config/layers.cjs', 'src']),
    clock,
    postgresql,
    platform,
    dependencies: () => checkDependencies(say, isFresh),
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
