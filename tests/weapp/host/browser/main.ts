import { glassEasel } from 'glass-easel-miniprogram-adapter'
import type { Built } from '../compile'
import { setAnswer } from './answers'
import { fail, listen, log, quiet } from './log'
import { openPages, parse, type Pages } from './pages'
import { sandbox } from './sandbox'
import { makeWx } from './wx'

/** What the test holds of the running mini-program. */
export interface WeappWindow {
  log: typeof log
  quiet: typeof quiet
  answer(name: string, gives: unknown): void
  refuse(name: string, why: string): void
  route(): string
  wx(name: string, options: Record<string, unknown>): Promise<unknown>
}

/** Styles that are written in the templates are in rpx as well. */
function readRpxInStyles(): void {
  const { setNodeStyle } = glassEasel.Element.prototype
  glassEasel.Element.prototype.setNodeStyle = function set(style, index) {
    setNodeStyle.call(this, String(style).replaceAll(/(-?\d*\.?\d+)rpx\b/g, 'calc($1 * var(--rpx))'), index)
  }
}

const search = new URLSearchParams(window.location.search)
let running: Pages | undefined
let apis: Record<string, unknown> = {}
const held: WeappWindow = {
  log,
  quiet,
  answer: (name, gives) => setAnswer(name, { gives }),
  refuse: (name, why) => setAnswer(name, { refuses: why }),
  route: () => running?.current()?.path ?? '',
  wx: async (name, options) =>
    (apis[name] as (options: unknown) => Promise<unknown>)(options).then(
      (gives) => gives,
      (failure: unknown) => failure,
    ),
}

async function start(): Promise<void> {
  listen()
  glassEasel.addGlobalErrorListener((error, method) => fail('component:', error, method ?? ''))
  glassEasel.addGlobalWarningListener((message) => fail('template:', message))
  readRpxInStyles()
  const built = (await (await fetch('/built.json')).json()) as Built
  for (const warning of built.warnings) fail('compiler:', warning)

  let app: Record<string, unknown> = {}
  let load: ReturnType<typeof sandbox> | undefined
  const pages = openPages(built, () => load!)
  running = pages
  const url = search.get('page') ?? `/${pages.first}`
  const launch = {
    ...parse(url, ''),
    scene: Number(search.get('scene') ?? 1001),
    referrerInfo: {},
    apiCategory: 'default',
    mode: 'default',
  }
  const wx = makeWx({ pages: () => pages, openid: search.get('openid') ?? 'oNobody', launch, apis: built.apis })
  apis = wx
  load = sandbox(built.scripts, {
    ...pages.constructors,
    wx,
    App: (definition: Record<string, unknown>) => (app = definition),
    getApp: () => app,
    getCurrentPages: () => pages.instances(),
  })
  load('app')
  for (const lifecycle of ['onLaunch', 'onShow']) (app[lifecycle] as ((options: unknown) => void) | undefined)?.call(app, launch)
  await pages.go('reLaunch', url)
}

Object.assign(window, { weapp: held })
start().catch((error: unknown) => fail('start:', error))
