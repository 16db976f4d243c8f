import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { freePort } from '../tests/free-port'

const root = path.resolve(__dirname, '..')
const EVERY_PAGE = '**/every-page-*.journey.ts'
// Playwright reads this file again in every worker; the port and the data folder are the first reader's.
process.env.JOURNEYS_PORT ??= String(freePort())
const PORT = Number(process.env.JOURNEYS_PORT)
process.env.JOURNEYS_DATA ??= mkdtempSync(path.join(tmpdir(), 'lianxinqiao-journeys-'))

export default defineConfig({
  outputDir: path.join(root, 'test-results/journeys'),
  // A small machine with others on it: what is waited for comes, or is missing at any speed.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  workers: 1,
  // On the machine of CI, which others use too; what passed the second time only is named at the end.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as ['json']] : [])],
  use: {
    baseURL: `http://localhost:${PORT}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 375, height: 812 },
    deviceScaleFactor: 2,
    hasTouch: true,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        '--no-sandbox',
        // A microphone that beeps; whether a page may use it is still asked.
        '--use-fake-device-for-media-stream',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'journeys', testDir: path.join(root, 'tests/journeys'), testMatch: '**/*.journey.ts', testIgnore: EVERY_PAGE },
    // Long, and looks only: `npm test` runs it beside the others, on a host of its own.
    { name: 'pages', testDir: path.join(root, 'tests/journeys'), testMatch: EVERY_PAGE },
    { name: 'weapp', testDir: path.join(root, 'tests/weapp'), testMatch: '**/*.journey.ts' },
    // `npm run pictures`: not a test.
    ...(process.env.PICTURES ? [{ name: 'pictures', testDir: path.join(root, 'tests/journeys'), testMatch: '**/*.pictures.ts' }] : []),
  ],
  webServer: {
    command: `${process.execPath} --import tsx src/cloud/host/start.ts`,
    cwd: root,
    env: { PORT: String(PORT), DATA_DIR: process.env.JOURNEYS_DATA, CI: 'true', DATABASE_URL: '', DEMO: '1' },
    url: `http://localhost:${PORT}/healthz`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'ignore',
  },
})
