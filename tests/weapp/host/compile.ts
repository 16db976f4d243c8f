import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'

/** A built mini-program as the browser side of the host wants it. */
export interface Built {
  appJson: AppJson
  /** Path without `.json` → page or component configuration. */
  configs: Record<string, PageJson>
  /** Path without `.js` → source. */
  scripts: Record<string, string>
  /** Path without `.wxss` → CSS that a browser reads. */
  styles: Record<string, string>
  /** One expression that yields the compiled templates by path. */
  templates: string
  /** Tag → the attributes that templates give it. */
  attributes: Record<string, string[]>
  theme: Record<'light' | 'dark', Record<string, string>>
  /** APIs that Taro wires when the platform has them. */
  apis: string[]
  warnings: string[]
}

export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  window?: PageJson
  tabBar?: { list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[] }
}

export interface PageJson {
  component?: boolean
  usingComponents?: Record<string, string>
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationStyle?: string
}

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? files(file) : file
  })

/** Compiles every template and style sheet of a build. */
export function compile(dist: string): Built {
  const all = files(dist)
  const byPath = <T>(extension: string, read: (text: string, name: string) => T): Record<string, T> =>
    Object.fromEntries(
      all
        .filter((file) => file.endsWith(extension))
        .map((file) => {
          const name = path.relative(dist, file).replaceAll(path.sep, '/').slice(0, -extension.length)
          return [name, read(readFileSync(file, 'utf8'), name)]
        }),
    )
  const configs = byPath('.json', (text) => JSON.parse(text) as unknown)
  const sheets = byPath('.wxss', (text) => text)
  const warnings: string[] = []
  const attributes: Record<string, string[]> = {}
  const group = new TmplGroup()
  byPath('.wxs', (text, name) => group.addScript(name, text))
  byPath('.wxml', (text, name) => {
    for (const problem of group.addTmpl(name, text) as { message: string; startLine?: number }[])
      warnings.push(`${name}.wxml: ${problem.message} (${JSON.stringify(problem)})`)
    for (const [, tag = '', inside = ''] of text.matchAll(/<([a-z-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g))
      attributes[tag] = [
        ...new Set([...(attributes[tag] ?? []), ...[...inside.matchAll(/\s([a-z][\w-]*)=/g)].map(([, attribute]) => attribute!)]),
      ]
  })
  const templates = group.getTmplGenObjectGroups()
  group.free()
  return {
    appJson: configs.app as AppJson,
    configs: configs as Record<string, PageJson>,
    scripts: byPath('.js', (text) => text),
    styles: Object.fromEntries(Object.keys(sheets).map((name) => [name, css(name, sheets, Object.keys(attributes))])),
    templates,
    attributes,
    theme: (configs.theme as Built['theme']) ?? { light: {}, dark: {} },
    apis: [...readFileSync(require.resolve('@tarojs/shared/dist/native-apis.js'), 'utf8').matchAll(/^ {4}'([a-z]\w+)',?$/gm)].map(
      ([, name]) => name!,
    ),
    warnings,
  }
}

/** WXSS to CSS: imports in place, tags by the names that the host gives them, rpx by the window's width. */
function css(name: string, sheets: Record<string, string>, tags: string[], within: string[] = []): string {
  const source = (sheets[name] ?? '').replaceAll(/@import\s+["']([^"']+)["'];?/g, (_, target: string) => {
    const other = path.posix.join(path.posix.dirname(name), target).replace(/\.wxss$/, '')
    if (sheets[other] === undefined || within.includes(other)) throw new Error(`${name}.wxss imports ${target}, which is not there`)
    return css(other, sheets, tags, [...within, name])
  })
  const names = new RegExp(`(^|[\\s>+~,(])(${['page', ...tags].join('|')})(?=[\\s>+~,.:\\[)]|$)`, 'g')
  return source
    .replaceAll(/(^|[{};])([^{};@]+)(?=\{)/g, (_, before: string, selector: string) => before + selector.replaceAll(names, '$1wx-$2'))
    .replaceAll(/(-?\d*\.?\d+)rpx\b/g, 'calc($1 * var(--rpx))')
}
