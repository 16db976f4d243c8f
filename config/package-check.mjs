// Hands the built mini-program to WeChat's own checks, offline: the schema of app.json and the pages, code quality, the template and style compilers.
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const VERSION = '2.1.42'
const built = path.resolve('dist/weapp')
/** 276 MB, so it is fetched where packages are checked and is none of the project's own. */
const cache = path.resolve('node_modules/.cache/package-check')
const APPID = 'wx0123456789abcdef'

async function fetched(run, say) {
  const manifest = path.join(cache, 'node_modules/miniprogram-ci/package.json')
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION) return true
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(cache, 'package.json'), '{ "private": true }')
  say(`Fetching miniprogram-ci ${VERSION} …`)
  const code = await run(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `miniprogram-ci@${VERSION}`],
    { cwd: cache, stdout: 2 },
  )
  return code === 0 && existsSync(manifest)
}

/** A project that reaches nobody: a key of this run, and the attributes that WeChat's server would tell. */
function openProject(ci) {
  const privateKeyPath = path.join(cache, 'key.pem')
  writeFileSync(privateKeyPath, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }))
  const project = new ci.Project({ appid: APPID, type: 'miniProgram', projectPath: built, privateKeyPath, ignores: [] })
  project.attr = async () => ({ ...ci.DefaultProjectAttr, appid: APPID })
  return project
}

const messageOf = (error) => (error instanceof Error ? error.message : String(error)).slice(0, 600)

async function* checks(ci) {
  const project = openProject(ci)
  yield ['app.json', () => ci.getAppJSON(project)]
  const { pages, subPackages = [] } = JSON.parse(readFileSync(path.join(built, 'app.json'), 'utf8'))
  const all = [...pages, ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => path.posix.join(root, page)))]
  yield [
    `${all.length} pages’ json`,
    async () => {
      for (const pagePath of all) await ci.getPageJSON(project, { miniprogramRoot: '', pagePath })
    },
  ]
  const { wxmlToJs, wxssToJs } = createRequire(import.meta.url)('miniprogram-compiler')
  const compiled = (text) => {
    if (typeof text !== 'string' || text.length < 1000) throw new Error('The compiler gave nothing')
  }
  yield ['templates compile', () => compiled(wxmlToJs(built))]
  yield ['styles compile', () => compiled(wxssToJs(built))]
  const results = await ci.checkCodeQuality(project)
  yield [
    'code quality was looked at',
    () => {
      if (results.length === 0) throw new Error('no result')
    },
  ]
  for (const { name, success, text, detail } of results)
    yield [
      name.toLowerCase().replaceAll('_', ' '),
      () => {
        if (!success) throw new Error(`${text} ${JSON.stringify(detail ?? '')}`)
      },
    ]
}

export async function checkPackage(run, say) {
  if (!(await fetched(run, say))) {
    console.log(`0 passed, 0 failed, 1 skipped: miniprogram-ci ${VERSION} could not be fetched`)
    return 0
  }
  const ci = createRequire(path.join(cache, 'package.json'))('miniprogram-ci')
  let passed = 0
  let failed = 0
  for await (const [name, check] of checks(ci)) {
    try {
      await check()
      passed += 1
      say(`ok     ${name}`)
    } catch (error) {
      failed += 1
      say(`FAILED ${name}: ${messageOf(error)}`)
    }
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
