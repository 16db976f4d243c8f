// What runs when packages are installed, and what is bundled into what is deployed, each with its licence: docs/dependencies.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const FILE = 'docs/dependencies.md'
/** Licences under which something may be bundled: none of them asks anything of who deploys but to name its author. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense']
const UNNAMED = 'none named'
/** Tencent's own parts of its wx-server-sdk, which is MIT: they name no licence, neither here nor in the registry. */
const WITHOUT = ['@cloudbase/signature-nodejs', '@cloudbase/wx-cloud-client-sdk']
/** Lie within another package, without their package.json. */
const WITHIN = { tslib: '0BSD', 'style-inject': 'MIT' }
/** What is copied into the client by hand, and so imported by nobody. */
const COPIED = ['node_modules/lucide-static']

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
const packageOf = (folder) => {
  if (!existsSync(`${folder}/package.json`)) {
    const [, outer] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(folder)
    const name = folder.split('node_modules/').at(-1)
    return { name, version: `in ${outer}`, licence: WITHIN[name] ?? UNNAMED }
  }
  const { name, version, license, licenses } = read(`${folder}/package.json`)
  const said = typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '))
  return { name, version, licence: said ?? UNNAMED }
}
const sorted = (list) =>
  [...list].sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.version < other.version ? -1 : 1))

/** Is every licence of an `A AND B`, one of an `A OR B` among the allowed? */
const isAllowed = (licence) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((either) => either.split(' AND ').every((each) => ALLOWED.includes(each)))

const scriptsOf = (folder) => {
  const { scripts = {} } = read(`${folder}/package.json`)
  return ['preinstall', 'install', 'postinstall'].flatMap((name) => (scripts[name] ? [`\`${scripts[name]}\``] : [])).join(', ')
}

/** Packages that run something of their own when they are installed. */
function installing() {
  return Object.entries(read('package-lock.json').packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([folder, { version, license, optional }]) => ({
      name: folder.slice('node_modules/'.length),
      version,
      licence: license ?? 'none',
      // What is not installed here cannot be read, and the document is the same on every platform.
      runs: optional ? 'links its libraries, on its own platform' : scriptsOf(folder),
    }))
}

/** What esbuild puts into the functions and the server's commands; nothing is written. */
async function bundledByEsbuild() {
  const { serverCommands } = read('package.json')
  const entries = {
    functions: ['api', 'push', 'tick'].map((name) => `src/cloud/functions/${name}.ts`),
    server: serverCommands.map((name) => `src/cloud/host/${name.replace(':', '-')}.ts`),
  }
  const found = {}
  for (const [part, entryPoints] of Object.entries(entries)) {
    const { metafile } = await build({
      entryPoints,
      outdir: 'dist',
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      external: ['pg-native'],
      logLevel: 'error',
    })
    // What is shaken off altogether puts no byte into any output.
    const used = new Set(
      Object.values(metafile.outputs).flatMap(({ inputs }) =>
        Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
      ),
    )
    found[part] = [...new Set([...used].flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))]
  }
  return found
}

/** What webpack last built the client from; null where it was not built since its packages were last changed. */
function bundledByWebpack(type, isFresh) {
  const file = `dist/${type}.packages.json`
  return isFresh && existsSync(file) ? [...read(file), ...COPIED] : null
}

const table = (rows, columns) =>
  [
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${columns.map((column) => row[column] ?? '').join(' | ')} |`),
  ].join('\n')

const titles = {
  weapp: 'In the mini-program',
  h5: 'In the pages for a browser',
  functions: 'In the cloud functions',
  server: 'In the server',
}

function written(parts) {
  const columns = ['package', 'version', 'licence']
  const rowsOf = (list) => sorted(list).map(({ name, version, licence, runs }) => ({ package: name, version, licence, runs }))
  const install = table(rowsOf(installing()), [...columns, 'runs'])
  const bundled = Object.entries(titles).map(
    ([part, title]) => `## ${title}\n\n${parts[part].length} packages.\n\n${table(rowsOf(parts[part]), columns)}`,
  )
  return `# Packages

Written by \`npm run licences\`; \`npm run check\` says where it is out of date, and where a licence is bundled that is not among ${ALLOWED.join(', ')}. ${WITHOUT.join(' and ')} are Tencent's own parts of wx-server-sdk (MIT) and name no licence themselves.

## Run when packages are installed

Only where this is built: a server and the cloud functions install nothing.

${install}

${bundled.join('\n\n')}
`
}

/** The packages that a section of the document names, with the versions that are installed now. */
function asWritten(document, part) {
  const section = document.split(`## ${titles[part]}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| (\S+) +\| (\S+|in \S+) +\| (.+?) +\|$/gm)]
    .slice(2)
    .map(([, name, version, licence]) => ({ name, version, licence }))
}

const formatted = async (text) => {
  const prettier = await import('prettier')
  return prettier.format(text, { ...(await prettier.resolveConfig(FILE)), filepath: FILE })
}

async function partsOf(clients) {
  const { functions, server } = await bundledByEsbuild()
  return Object.fromEntries(
    Object.entries({ ...clients, functions, server }).map(([part, folders]) => [part, folders && folders.map(packageOf)]),
  )
}

/** Writes the document; the client has to be built. */
export async function writeDependencies(say) {
  const parts = await partsOf({ weapp: bundledByWebpack('weapp', true), h5: bundledByWebpack('h5', true) })
  writeFileSync(FILE, await formatted(written(parts)))
  say(
    `${FILE}: ${Object.entries(parts)
      .map(([part, list]) => `${part} ${list.length}`)
      .join(', ')}`,
  )
  return refuse(parts, say)
}

function refuse(parts, say) {
  const bad = Object.entries(parts).flatMap(([part, list]) =>
    list
      .filter(({ name, licence }) => !isAllowed(licence) && !WITHOUT.includes(name))
      .map(({ name, licence }) => `${name} (${licence}), in ${part}`),
  )
  for (const each of bad) say(`a licence that is not allowed: ${each}`)
  return bad.length === 0 ? 0 : 1
}

/** Whether the document says what is so. Where the client is not built as it stands, its packages are taken from the document and held against the lock. */
export async function checkDependencies(say, isFresh) {
  const document = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const parts = await partsOf({ weapp: bundledByWebpack('weapp', isFresh.weapp), h5: bundledByWebpack('h5', isFresh.h5) })
  const locked = read('package-lock.json').packages
  for (const part of ['weapp', 'h5']) {
    if (parts[part]) continue
    parts[part] = asWritten(document, part)
    const gone = parts[part].filter(
      ({ name, version }) =>
        !version.startsWith('in ') &&
        !Object.entries(locked).some(([folder, each]) => folder.endsWith(`node_modules/${name}`) && each.version === version),
    )
    for (const { name, version } of gone) say(`${FILE}: ${name} ${version} is not installed`)
    if (parts[part].length === 0) say(`${FILE} does not say what is ${titles[part].toLowerCase()}: npm run dependencies`)
    if (gone.length > 0 || parts[part].length === 0) return 1
  }
  if (document !== (await formatted(written(parts)))) {
    say(`${FILE} is out of date: npm run licences`)
    return 1
  }
  return refuse(parts, say)
}
