// Bundles the cloud functions into folders that DevTools and CloudBase's CLI upload as they are, and says how large they are and how fast they start.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'

const LIMIT_MB = 3.5
const STARTS = 5
/** What CloudBase's command line reads; DevTools reads the same from each function's config.json. */
const { functions, functionRoot: out } = JSON.parse(readFileSync('cloudbaserc.json', 'utf8'))
/** What a function may ask of WeChat without an access token. What is pushed to `push` asks nothing. */
const permissions = [
  'subscribeMessage.send',
  'security.msgSecCheck',
  'security.mediaCheckAsync',
  'wxacode.getUnlimited',
  'phonenumber.getPhoneNumber',
]

/** The topic model is read from beside the code that reads it. */
const modelReader = 'src/cloud/topic/model.ts'
const model = 'src/cloud/topic/topics.model'

/** What the SDK brings for language models: nothing here calls one, and it is read only where one is called. */
const unused = {
  name: 'unused',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(@cloudbase\/ai|web-streams-polyfill)$/ }, ({ path: name }) => ({ path: name, namespace: 'unused' }))
    onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
}

const bundling = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  // What is imported when it is needed is then required when it is needed, with the same exports.
  supported: { 'dynamic-import': false },
  // pg asks for it and lives without.
  external: ['pg-native'],
  logLevel: 'error',
}

/** A package that the code imports when it needs it becomes a file of its own: within index.js it would be read at every start. */
function lazyPackages(found) {
  return {
    name: 'lazy-packages',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^[^./]/ }, ({ kind, path: name }) => {
        if (kind !== 'dynamic-import' || name.startsWith('node:')) return undefined
        found.add(name)
        return { path: `./${fileOf(name)}`, external: true }
      }),
  }
}
const fileOf = (name) => `${name.replace(/^@/, '').replaceAll('/', '-')}.js`

async function bundle(name, folder) {
  const lazy = new Set()
  const { metafile } = await build({
    ...bundling,
    entryPoints: [`src/cloud/functions/${name}.ts`],
    outfile: path.join(folder, 'index.js'),
    plugins: [lazyPackages(lazy)],
    metafile: true,
  })
  if (metafile.inputs[modelReader]) copyFileSync(model, path.join(folder, path.basename(model)))
  for (const each of lazy) await build({ ...bundling, entryPoints: [each], outfile: path.join(folder, fileOf(each)), plugins: [unused] })
}

/** Milliseconds in which a fresh process reads the function and gives its first answer; without DATABASE_URL that is the refusal. */
function firstAnswer(folder) {
  const script = `const { main } = require(${JSON.stringify(path.resolve(folder))})
    Promise.resolve().then(() => main({ operation: 'congress.list', input: {} }, {})).then(
      () => 'answer', ({ message }) => (message.includes('needs DATABASE_URL') ? 'refusal' : Promise.reject(new Error(message))))
      .then((what) => { process.stdout.write(JSON.stringify({ what, ms: performance.now() })); process.exit() })`
  const env = { ...process.env, WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: '', FILES_DIR: process.env.FILES_DIR ?? tmpdir() }
  const key = Buffer.alloc(32).toString('base64')
  Object.assign(env, { CONTACT_KEY: env.CONTACT_KEY ?? key, FILES_KEY: env.FILES_KEY ?? key })
  const starts = Array.from({ length: STARTS }, () =>
    JSON.parse(execFileSync(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })),
  )
  const middle = starts.toSorted((a, b) => a.ms - b.ms)[STARTS >> 1]
  return `${Math.round(middle.ms)} ms to the first ${middle.what}`
}

rmSync(out, { recursive: true, force: true })
for (const { name, timeout, runtime, triggers } of functions) {
  if (!existsSync(`src/cloud/functions/${name}.ts`)) continue
  const folder = path.join(out, name)
  mkdirSync(folder, { recursive: true })
  await bundle(name, folder)
  const json = (file, content) => writeFileSync(path.join(folder, file), `${JSON.stringify(content, null, 2)}\n`)
  json('package.json', { name, version: '1.0.0', main: 'index.js', type: 'commonjs' })
  json('config.json', { permissions: { openapi: name === 'push' ? [] : permissions }, timeout, runtime, ...(triggers && { triggers }) })
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0)
  const first = statSync(path.join(folder, 'index.js')).size
  const mb = (size) => (size / 1e6).toFixed(2)
  console.log(`  ${name.padEnd(6)} ${mb(bytes)} MB of ${LIMIT_MB}, ${mb(first)} MB read at the start, ${firstAnswer(folder)}`)
  if (bytes > LIMIT_MB * 1e6) process.exit(1)
}
