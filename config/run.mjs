// Behind every npm script: installs what is missing, builds what is stale, runs the command. No dependencies, since it runs before there are any.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const bin = (name) => path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
/** The command's own output is its alone (`npm run -s route` prints CSV), so everything said here goes to stderr. */
const say = (line) => process.stderr.write(`${line}\n`)

/** Runs a program to its end. A terminal's Ctrl-C reaches it without us; every other signal is passed on. */
function run(command, args, { env, stdout = 'inherit', cwd } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      cwd,
      stdio: ['inherit', stdout, 'inherit'],
      shell: process.platform === 'win32',
    })
    const pass = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    // npm hands a signal to its shell, which dies of it and tells nobody: a changed parent is how we learn.
    const parent = process.ppid
    const orphaned = process.env.npm_lifecycle_event && setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500)
    child.on('error', (error) => {
      say(`${command}: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code, signal) => {
      clearInterval(orphaned)
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code ?? { SIGINT: 130, SIGTERM: 143 }[signal] ?? 1)
    })
  })
}

async function timed(what, work) {
  const from = Date.now()
  say(`${what} …`)
  const ticking = setInterval(() => say(`  ${what}: ${Math.round((Date.now() - from) / 1000)} s`), 10_000)
  const result = await work().finally(() => clearInterval(ticking))
  say(`  done in ${((Date.now() - from) / 1000).toFixed(1)} s`)
  return result
}

function hashOf(paths) {
  const hash = createHash('sha256')
  const visit = (file) => {
    if (!existsSync(file)) return
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) visit(path.join(file, name))
    else hash.update(path.relative(root, file)).update(readFileSync(file))
  }
  for (const each of paths) visit(path.join(root, each))
  return hash.digest('hex')
}

const isFresh = (stamp, sources) => existsSync(path.join(root, stamp)) && readFileSync(path.join(root, stamp), 'utf8') === hashOf(sources)

/** Does the work unless the stamp says that it was done for the same sources. */
async function unlessFresh(stamp, sources, work) {
  if (isFresh(stamp, sources)) return
  const hash = hashOf(sources)
  const file = path.join(root, stamp)
  // Work that fails leaves half a result, which no older stamp may call fresh.
  rmSync(file, { force: true })
  await work()
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, hash)
}

const install = () =>
  unlessFresh('node_modules/.lianxinqiao', ['package-lock.json'], () =>
    timed('Installing packages', async () => {
      // With NODE_ENV=production npm would leave out what builds.
      const npm = (...words) => run('npm', [...words, '--include=dev', '--no-audit', '--no-fund'], { cwd: root, stdout: 2 })
      for (let left = 3; left > 0; left -= 1) {
        if ((await npm('ci', '--loglevel=silent')) === 0) return
        // npm 11 refuses a lock that lacks other platforms' optional binaries; install takes the same versions and writes no lock.
        if ((await npm('install', '--no-save', '--loglevel=error')) === 0) return
      }
      say('The packages could not be installed: see above.')
      process.exit(1)
    }),
  )

const client = [
  'src/client',
  'src/contract',
  'src/domain',
  'config/index.ts',
  'config/bundled-packages.cjs',
  'package-lock.json',
  'babel.config.js',
]
const cloud = ['src/cloud', 'src/contract', 'src/domain', 'config/cloud.mjs', 'cloudbaserc.json', 'package-lock.json']
const server = [...cloud.filter((each) => each.startsWith('src/')), 'config/server.mjs', 'package-lock.json']
const orExit = (code) => code === 0 || process.exit(code)

async function taro(type) {
  rmSync(path.join(root, 'dist', type), { recursive: true, force: true })
  const env = { TARO_ENV: type, NODE_ENV: 'production', BROWSERSLIST_IGNORE_OLD_DATA: '1' }
  orExit(await run(bin('taro'), ['build', '--type', type], { env, cwd: root, stdout: 2 }))
  if (type === 'h5') orExit(await run(process.execPath, ['config/compress.mjs']))
  orExit(await run(process.execPath, ['config/sizes.mjs', type], { cwd: root, stdout: 2 }))
}

const builds = {
  h5: () => unlessFresh('dist/.h5', client, () => timed('Building the pages for the browser', () => taro('h5'))),
  weapp: () => unlessFresh('dist/.weapp', client, () => timed('Building the mini-program', () => taro('weapp'))),
  cloud: () =>
    unlessFresh('dist/.functions', cloud, () =>
      timed('Bundling the cloud functions', async () =>
        orExit(await run(process.execPath, ['config/cloud.mjs'], { cwd: root, stdout: 2 })),
      ),
    ),
  server: () =>
    unlessFresh('dist/.server', server, () =>
      timed('Bundling the server', async () => orExit(await run(process.execPath, ['config/server.mjs'], { cwd: root, stdout: 2 }))),
    ),
}

const isProduction = process.env.NODE_ENV === 'production' && process.env.DATABASE_URL
/** A server may have been given `dist` alone. */
const isBuilt = () =>
  existsSync('dist/server/start.js') && (!existsSync('src') || (isFresh('dist/.h5', client) && isFresh('dist/.server', server)))

const typescript = (file, args) => run(process.execPath, ['--import', 'tsx', path.join(root, file), ...args])

const commands = {
  async start(args) {
    await builds.h5()
    await builds.cloud()
    return typescript('src/cloud/host/start.ts', args)
  },
  import: (args) => typescript('src/cloud/host/import.ts', args),
  route: (args) => typescript('src/cloud/host/route.ts', args),
  invite: (args) => typescript('src/cloud/host/invite.ts', args),
  audit: (args) => typescript('src/cloud/host/audit.ts', args),
  backup: (args) => typescript('src/cloud/host/backup.ts', args),
  restore: (args) => typescript('src/cloud/host/restore.ts', args),
  distribute: (args) => typescript('src/cloud/host/distribute.ts', args),
  'keys:rotate': (args) => typescript('src/cloud/host/keys-rotate.ts', args),
  faults: (args) => typescript('tests/faults/index.ts', args),
  topics: (args) => typescript('src/cloud/host/topics.ts', args),
  bench: (args) => typescript('tests/bench/run.ts', args),
  'build:h5': async () => (await builds.h5(), 0),
  'build:weapp': async () => (await builds.weapp(), 0),
  'build:cloud': async () => (await builds.cloud(), 0),
  'build:server': async () => (await builds.h5(), await builds.server(), 0),
  async test(args) {
    const { findChromium } = await import('./chromium.mjs')
    // What cannot be built is a failure too, and the last line says so.
    const unbuilt = () => console.log('\n0 passed, 1 failed')
    process.on('exit', unbuilt)
    process.env.CHROMIUM_PATH = await findChromium(run, say)
    await builds.h5()
    await builds.weapp()
    await builds.cloud()
    await builds.server()
    process.off('exit', unbuilt)
    const { test } = await import('./test.mjs')
    return test(run, bin, args)
  },
  async check() {
    const { check } = await import('./check.mjs')
    return check(run, bin, say, { weapp: isFresh('dist/.weapp', client), h5: isFresh('dist/.h5', client) })
  },
  async licences() {
    await builds.h5()
    await builds.weapp()
    const { writeDependencies } = await import('./dependencies.mjs')
    return writeDependencies(say)
  },
  fuzz: (args) => typescript('tests/fuzz/command.ts', args),
  async 'check:package'() {
    await builds.weapp()
    const { checkPackage } = await import('./package-check.mjs')
    return checkPackage(run, say)
  },
  async pictures(args) {
    const { findChromium } = await import('./chromium.mjs')
    process.env.CHROMIUM_PATH = await findChromium(run, say)
    await builds.h5()
    return run(bin('playwright'), ['test', '--config=config/playwright.config.ts', '--project=pictures', ...args], {
      env: { PICTURES: '1' },
    })
  },
}

const [name = '', ...args] = process.argv.slice(2)
if (!commands[name]) {
  say(`Commands: ${Object.keys(commands).join(', ')}`)
  process.exit(2)
}
/** What `build:server` makes into files of their own. */
const { serverCommands } = JSON.parse(readFileSync('package.json', 'utf8'))
if (isProduction && serverCommands.includes(name)) {
  if (!isBuilt()) {
    await install()
    await commands['build:server']()
  }
  process.exit(await run(process.execPath, [path.join(root, 'dist/server', `${name.replace(':', '-')}.js`), ...args]))
}
await install()
process.exit(await commands[name](args))
