import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { AppConfig } from '@tarojs/taro'
import theme from '../../src/client/theme.json'

const client = path.resolve(__dirname, '../../src/client')
const sheets = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, css: readFileSync(path.join(client, file), 'utf8') }))
const themeCss = sheets.find(({ file }) => file === 'theme.css')!.css

const tokensIn = (css: string): Record<string, string> =>
  Object.fromEntries([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]))
const [light, dark] = themeCss.split('@media (prefers-color-scheme: dark)').map(tokensIn) as [
  Record<string, string>,
  Record<string, string>,
]

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (colour: string) =>
  [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
    const part = parseInt(colour.slice(1 + index * 2, 3 + index * 2), 16) / 255
    return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  }, 0)
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const soft = ['link', 'success', 'warning', 'error'] as const
/** Which token is written on which. */
const written = [
  ...['text', 'text-2', 'text-3', 'link', 'brand-text', ...soft].flatMap((name) => [[name, 'page'] as const, [name, 'card'] as const]),
  ...[...soft.map((name) => `${name}-soft`), 'brand-soft', 'soft'].map((ground) => ['text', ground] as const),
  ...soft.map((name) => [name, `${name}-soft`] as const),
  ['brand-text', 'brand-soft'],
  ['text-2', 'soft'],
  ['text-2', 'link-soft'],
  ['text-3', 'link-soft'],
  ['text-2', 'brand-soft'],
  ['on-brand', 'brand'],
] as const
/** Rims, marks and rings that tell something. */
const drawn = [
  ['field', 'card'],
  ['field', 'page'],
  ['link', 'page'],
  ['brand-text', 'card'],
  ['success', 'card'],
] as const

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
] as const)('%s colours', (_name, tokens) => {
  it.each(written)('%s on %s can be read', (ink, ground) => {
    expect(contrast(tokens[ink]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5)
  })
  it.each(drawn)('%s on %s can be seen', (ink, ground) => {
    expect(contrast(tokens[ink]!, tokens[ground]!)).toBeGreaterThanOrEqual(3)
  })
})

describe('dark mode', () => {
  it('has a colour of its own for everything but the brand', () => {
    const kept = Object.keys(light).filter((name) => !(name in dark))
    expect(kept).toEqual(['on-brand'])
  })

  it.each(['light', 'dark'] as const)('of the native bars can be read: %s', (mode) => {
    const { bar, barText, tab, tabOn } = theme[mode]
    expect(contrast(tab, bar)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tabOn, bar)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(barText === 'black' ? '#000000' : '#ffffff', bar)).toBeGreaterThanOrEqual(7)
  })

  it('is on, and every name that the app uses for a colour is in both themes', () => {
    Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
    const { default: config } = require('../../src/client/app.config') as { default: AppConfig }
    expect(config).toMatchObject({ darkmode: true, themeLocation: 'theme.json' })
    const names = [...JSON.stringify(config).matchAll(/"@(\w+)"/g)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(5)
    for (const name of names) for (const mode of [theme.light, theme.dark]) expect(Object.keys(mode)).toContain(name)
  })
})

describe('style sheets', () => {
  it('set no letters below 14 px', () => {
    const sizes = sheets.flatMap(({ file, css }) =>
      [...css.matchAll(/(?:font-size|--t-\w+):[^;]*?(\d+)px/gi)].map(([, px]) => ({ file, px: Number(px) })),
    )
    expect(sizes.length).toBeGreaterThan(8)
    expect(sizes.filter(({ px }) => px < 14)).toEqual([])
  })

  it('have none of the greys and greens that cannot be read', () => {
    const found = sheets.filter(({ css }) => /#999\b|#999999|#07c160|#09bb07/i.test(css))
    expect(found.map(({ file }) => file)).toEqual([])
  })

  it('never cut words off', () => {
    const found = sheets.filter(({ css }) => /text-overflow|line-clamp/.test(css))
    expect(found.map(({ file }) => file)).toEqual([])
  })
})

describe('icons', () => {
  const folder = path.resolve(__dirname, '../../node_modules/lucide-static/icons')
  const lucide = readdirSync(folder)
    .filter((file) => file.endsWith('.svg'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join()

  it('are all drawn by lucide', () => {
    const shapes = [...decodeURIComponent(themeIcons()).matchAll(/ d='([^']+)'/g)].map(([, shape]) => shape!)
    expect(shapes.length).toBeGreaterThan(40)
    expect(shapes.filter((shape) => !lucide.includes(`d="${shape}"`))).toEqual([])
  })

  it('of the tabs are PNG files of the size that WeChat asks for', () => {
    const files = readdirSync(path.join(client, 'assets/tabs'))
    expect(files).toHaveLength(8)
    for (const file of files) {
      const bytes = readFileSync(path.join(client, 'assets/tabs', file))
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([81, 81])
      expect(bytes.length).toBeLessThan(40_000)
    }
  })
})

const themeIcons = () => readFileSync(path.join(client, 'ui/icons.css'), 'utf8')
