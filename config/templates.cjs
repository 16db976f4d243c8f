// What the mini-program's templates need not carry: Taro writes every attribute that an element can have, at each of 16 levels.
const { readFileSync, readdirSync } = require('node:fs')
const path = require('node:path')

/** Taro's own: identity, taps, what it sets without a prop. */
const NEEDED = /^(id|class|style|data-sid|aria-[a-z]+|wx:.*|is|name|src|bindtap|catchtouchmove|focus)$/

/** The prop that sets an attribute: `hover-class` is hoverClass, `bindtouchstart` is onTouchStart in any case. */
const propOf = (attribute) => (attribute.startsWith('bind') ? `on${attribute.slice(4)}` : attribute.replaceAll('-', ''))

/** Leaves out the attributes whose prop no source of ours names; the platform then takes its default, which is the one Taro would write. */
function trim(template, source) {
  const named = new Map()
  const isNamed = (attribute) => {
    if (!named.has(attribute)) named.set(attribute, NEEDED.test(attribute) || source.includes(propOf(attribute).toLowerCase()))
    return named.get(attribute)
  }
  return template
    .replaceAll(
      /<(?!template|wxs|import)([a-z-]+)((?: [\w:-]+="[^"]*"| )*)/g,
      (_, tag, attributes) => `<${tag}${attributes.replaceAll(/ ([\w:-]+)="[^"]*"/g, (whole, name) => (isNamed(name) ? whole : ''))}`,
    )
    .replaceAll(/\s*\n\s*/g, '')
    .replaceAll(/ {2,}/g, ' ')
}

module.exports = (ctx) => {
  ctx.modifyBuildAssets(({ assets }) => {
    const template = assets['base.wxml']
    if (!template) return
    const folder = path.join(__dirname, '../src/client')
    const source = readdirSync(folder, { recursive: true })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('')
      .toLowerCase()
    const text = trim(String(template.source()), source)
    assets['base.wxml'] = { source: () => text, size: () => Buffer.byteLength(text) }
  })
}
