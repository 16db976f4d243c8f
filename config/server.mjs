// Bundles the host and its commands into files that Node runs with nothing installed. Not minified, so that a log says where.
import { copyFileSync, readFileSync, rmSync, statSync } from 'node:fs'
import { build } from 'esbuild'

const out = 'dist/server'
const { serverCommands } = JSON.parse(readFileSync('package.json', 'utf8'))
/** A colon is no letter of a file's name on Windows. */
const fileOf = (name) => name.replace(':', '-')
rmSync(out, { recursive: true, force: true })
await build({
  entryPoints: serverCommands.map((name) => `src/cloud/host/${fileOf(name)}.ts`),
  outdir: out,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  // pg asks for it and lives without. The embedded PostgreSQL is for machines where packages are installed.
  external: ['pg-native'],
  logLevel: 'error',
})
// Read from beside the code that reads it.
copyFileSync('src/cloud/topic/topics.model', `${out}/topics.model`)
for (const name of serverCommands)
  console.log(`  ${name.padEnd(11)} ${(statSync(`${out}/${fileOf(name)}.js`).size / 1e6).toFixed(2).padStart(5)} MB`)
