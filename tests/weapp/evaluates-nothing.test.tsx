import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

const built = path.resolve(__dirname, '../../dist/weapp')
if (!existsSync(path.join(built, 'app.js'))) throw new Error('There is no built mini-program: npm run build:weapp')

/** What makes code from text: WeChat rejects a package that does. */
const evaluates = /\bnew Function\s*\(|(?<![\w.$])Function\s*\(\s*["'`]|(?<![\w.$])eval\s*\(|set(?:Timeout|Interval)\s*\(\s*["'`]/g
/** Webpack's own way to the global object, tried only where there is no `globalThis`: no phone that reads the rest of our code. */
const ofWebpack = '"object"==typeof globalThis)return globalThis;try{return this||new Function("return this")()}catch'

test('nothing in the built mini-program makes code from text', () => {
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|wxs)$/.test(name))
  expect(files.length).toBeGreaterThan(20)
  const found = files.flatMap((name) => {
    const code = readFileSync(path.join(built, name), 'utf8').replace(ofWebpack, '')
    return [...code.matchAll(evaluates)].map(({ index }) => `${name}: ${code.slice(Math.max(0, index - 60), index + 60)}`)
  })
  expect(found).toEqual([])
})
