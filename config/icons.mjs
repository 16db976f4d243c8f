// Turns the icons that the client names into CSS masks, so that they take the colour of the text around them, and those of the
// tabs into the PNG files that WeChat's tab bar takes: `CHROMIUM_PATH=/usr/bin/chromium node config/icons.mjs`.
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const icons = {
  alert: 'circle-alert',
  bell: 'bell',
  back: 'chevron-left',
  building: 'landmark',
  calendar: 'calendar-days',
  camera: 'camera',
  cases: 'clipboard-list',
  check: 'check',
  clock: 'clock',
  close: 'x',
  done: 'circle-check',
  edit: 'pencil',
  flag: 'flag',
  home: 'house',
  info: 'info',
  letter: 'mail',
  list: 'list',
  map: 'map',
  message: 'message-square',
  microphone: 'mic',
  next: 'chevron-right',
  person: 'user-round',
  persons: 'users-round',
  phone: 'phone',
  pin: 'map-pin',
  place: 'locate-fixed',
  plus: 'plus',
  route: 'navigation',
  scan: 'scan-line',
  search: 'search',
  send: 'send',
  settings: 'settings',
  speak: 'volume-2',
  stop: 'square',
  text: 'a-large-small',
  trash: 'trash-2',
}
const here = new URL('..', import.meta.url)
const source = (file) => readFileSync(new URL(`node_modules/lucide-static/icons/${file}.svg`, here), 'utf8')
const mask = (file) =>
  source(file)
    .replace(/<!--.*?-->/s, '')
    .replace(/\s*class="[^"]*"/, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/ \/>/g, '/>')
    .replace(/"/g, "'")
    .replace('currentColor', 'black')
    .trim()
    .replace(/[<>#%]/g, encodeURIComponent)
const rules = Object.entries(icons).map(([name, file]) => {
  const url = `url("data:image/svg+xml,${mask(file)}")`
  return `.lx-i-${name}{--mask:${url}}`
})
writeFileSync(new URL('src/client/ui/icons.css', here), `/* Made by config/icons.mjs from lucide (ISC). */\n${rules.join('\n')}\n`)
writeFileSync(
  new URL('src/client/ui/icon-names.ts', here),
  `// Made by config/icons.mjs.\nexport type IconName = ${Object.keys(icons)
    .map((name) => `'${name}'`)
    .join(' | ')}\n`,
)

/** WeChat's tab bar shows one file in its light and in its dark bar: both colours stand out by 3 or more on either. */
const tabColours = { '': '#7f8793', '-on': '#e0454b' }
/** What WeChat asks for. */
const TAB_PX = 81
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined),
  args: ['--no-sandbox'],
})
const page = await browser.newPage({ viewport: { width: TAB_PX, height: TAB_PX } })
for (const [tab, name] of Object.entries({ home: 'home', stations: 'pin', cases: 'cases', me: 'person' }))
  for (const [suffix, colour] of Object.entries(tabColours)) {
    const svg = source(icons[name])
      .replace('currentColor', colour)
      .replace(/(width|height)="24"/g, `$1="${TAB_PX}"`)
    await page.setContent(`<body style="margin:0">${svg}</body>`)
    const file = new URL(`src/client/assets/tabs/${tab}${suffix}.png`, here)
    writeFileSync(file, await page.screenshot({ omitBackground: true }))
  }
await browser.close()
