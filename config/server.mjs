// Bundles the host and its commands into files that Node runs with nothing installed. Not minified, so that a log says where.
import { copyFileSync, readFileSync, rmSync, statSync } from 'node:fs'
import { build } from 'esbuild'

const out = 'dist/server'
/** `db:distribute` is found in distribute.ts. */
const serverCommands = JSON.parse(readFileSync('package.json', 'utf8')).serverCommands.map((name) => name.replace('db:', ''))
rmSync(out, { recursive: true, force: true })
await build({
  entryPoints: serverCommands.map((name) => `src/cloud/host/${name}.ts`),
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
  console.log(`  ${name.padEnd(11)} ${(statSync(`${out}/${name}.js`).size / 1e6).toFixed(2).padStart(5)} MB`)
