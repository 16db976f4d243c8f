// Turns the icons that the client names into CSS masks, so that they take the colour of the text around them: `node config/icons.mjs`.
import { readFileSync, writeFileSync } from 'node:fs'

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
  sound: 'volume-2',
  stop: 'square',
  text: 'a-large-small',
  trash: 'trash-2',
}
const here = new URL('..', import.meta.url)
const mask = (file) =>
  readFileSync(new URL(`node_modules/lucide-static/icons/${file}.svg`, here), 'utf8')
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
