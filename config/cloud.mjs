// Bundles the cloud functions into folders that DevTools and CloudBase's CLI upload as they are.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const LIMIT_MB = 3
const out = 'dist/functions'
rmSync(out, { recursive: true, force: true })
for (const file of readdirSync('src/cloud/functions').filter((name) => name.endsWith('.ts'))) {
  const name = path.basename(file, '.ts')
  const folder = path.join(out, name)
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [`src/cloud/functions/${file}`],
    outfile: path.join(folder, 'index.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    legalComments: 'none',
    // pg asks for it and lives without.
    external: ['pg-native'],
    logLevel: 'error',
  })
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify({ name, version: '1.0.0', main: 'index.js' }, null, 2)}\n`)
  writeFileSync(path.join(folder, 'config.json'), `${JSON.stringify({ permissions: { openapi: [] }, timeout: 20 }, null, 2)}\n`)
  const bytes = statSync(path.join(folder, 'index.js')).size
  console.log(`  ${name.padEnd(18)} ${(bytes / 1e6).toFixed(2).padStart(5)} MB of ${LIMIT_MB}`)
  if (bytes > LIMIT_MB * 1e6) process.exit(1)
}
