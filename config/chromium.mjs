// Finds a Chromium, or installs one; and a font with Chinese characters, without which every page is boxes.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return process.platform !== 'linux'
  }
}

async function apt(run, say, ...packages) {
  say(`Installing ${packages.join(' and ')} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, stdout: 2 })
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, stdout: 2 })
}

/** The path of a Chromium that runs; exits with a clear word where there is none and none can be installed. */
export async function findChromium(run, say) {
  const find = async () => [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path)) ?? (await playwrightsOwn())
  let path = await find()
  if (!path && isDebianRoot()) await apt(run, say, 'chromium', 'fonts-noto-cjk')
  path ??= await find()
  if (!path) {
    await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', '--with-deps', 'chromium'], { stdout: 2 })
    path = await find()
  }
  if (!path) {
    say('No Chromium was found and none could be installed: set CHROMIUM_PATH to one.')
    process.exit(1)
  }
  if (!hasChineseFont() && isDebianRoot()) await apt(run, say, 'fonts-noto-cjk', 'fontconfig')
  return path
}
