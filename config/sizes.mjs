// Prints what a build weighs and fails above the budget: weapp main package 600 kB, each subpackage 500 kB, H5 entry scripts 200 kB gzip (a page's own chunks come on top).
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const KB = 1000
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? files(file) : file
  })
const weigh = (paths) => paths.reduce((sum, file) => sum + statSync(file).size, 0)

function weapp() {
  const { subPackages = [] } = JSON.parse(readFileSync('dist/weapp/app.json', 'utf8'))
  const roots = subPackages.map(({ root }) => path.join('dist/weapp', root, '/'))
  const all = files('dist/weapp')
  const main = all.filter((file) => !roots.some((root) => file.startsWith(root)))
  return [
    { name: 'main package', bytes: weigh(main), limit: 600 * KB, of: parts(main) },
    ...roots.map((root) => ({ name: path.basename(root), bytes: weigh(all.filter((file) => file.startsWith(root))), limit: 500 * KB })),
  ]
}

function h5() {
  const html = readFileSync('dist/h5/index.html', 'utf8')
  const first = [...html.matchAll(/(?:src|href)="\/((?:js|css)\/[^"]+)"/g)].map(([, file]) => path.join('dist/h5', file))
  return [
    { name: 'entry scripts, gzip', bytes: first.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0), limit: 200 * KB },
  ]
}

/** What the main package consists of, largest first. */
function parts(all) {
  const kinds = [
    ['React, Query, days', /\/(vendors|app)\.js$/],
    ['Taro', /\/taro\.js$/],
    ['templates', /\.(wxml|wxs)$/],
    ['styles', /\.wxss$/],
    ['pictures', /\.(png|svg|jpg)$/],
    ['pages, words, rules', /\.js$/],
    ['the rest', /./],
  ]
  const sums = new Map(kinds.map(([name]) => [name, 0]))
  for (const file of all) {
    const [name] = kinds.find(([, pattern]) => pattern.test(file))
    sums.set(name, sums.get(name) + statSync(file).size)
  }
  return [...sums].toSorted(([, a], [, b]) => b - a)
}

const rows = process.argv[2] === 'weapp' ? weapp() : h5()
const line = (name, bytes) => `${name.padEnd(20)} ${(bytes / KB).toFixed(0).padStart(5)} kB`
for (const { name, bytes, limit, of = [] } of rows) {
  console.log(`  ${line(name, bytes)} of ${limit / KB}`)
  for (const [part, weight] of of) console.log(`    ${line(part, weight)}`)
}
process.exit(rows.some(({ bytes, limit }) => bytes > limit) ? 1 : 0)
