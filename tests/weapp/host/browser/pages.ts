import { MiniProgramEnv, glassEasel } from 'glass-easel-miniprogram-adapter'
import type { Built } from '../compile'
import { defineBuiltIns } from './builtins'
import { eventListener, plainArguments } from './events'
import { fail, log, stirs } from './log'
import { resolve } from './sandbox'
import { drawScreen } from './screen'

export type Query = Record<string, string>
type Method = (...parts: unknown[]) => unknown
type Definition = Record<string, unknown>

/** A page as `getCurrentPages` shows it. */
export interface PageInstance {
  route: string
  options: Query
  createSelectorQuery(): unknown
  setData(data: unknown, then?: () => void): void
  [lifecycle: string]: unknown
}
interface Shown {
  path: string
  page: PageInstance
  component: glassEasel.GeneralComponent
  frame: HTMLElement
  scroller: HTMLElement
  title: string
  leave(): void
}
type Load = (path: string) => unknown
type Constructors = Record<'Page' | 'Component' | 'Behavior', (definition: Definition) => unknown>
export type Navigation = 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch'
export type Pages = ReturnType<typeof openPages>

const DEEPEST = 10

/** The page stack. */
export function openPages(built: Built, load: () => Load) {
  const { appJson, configs } = built
  const env = new MiniProgramEnv()
  const useBuiltIns = defineBuiltIns(env, built.attributes)
  const backend = new glassEasel.CurrentWindowBackendContext()
  // Without a listener taps vanish without a word.
  backend.onEvent(eventListener)
  // A built-in named `button` or `textarea` would otherwise be the browser's own.
  backend.document = {
    createElement: (tag: string) => document.createElement(tag.startsWith('wx-') ? tag : `wx-${tag}`),
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as unknown as typeof backend.document
  const associated = env.associateBackend(backend)
  const code = env.createCodeSpace('', true)
  useBuiltIns(code.getComponentSpace())
  const templates = new Function(`return ${built.templates}`)() as Record<string, glassEasel.template.ComponentTemplate['content']>
  for (const [path, content] of Object.entries(templates)) code.addCompiledTemplate(path, { groupList: templates, content } as never)
  for (const [path, config] of Object.entries(configs)) code.addComponentStaticConfig(path, config as never)

  const all = [
    ...appJson.pages,
    ...(appJson.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => resolve('', `${root}/${page}`))),
  ]
  const tabs = (appJson.tabBar?.list ?? []).map(({ pagePath }) => pagePath)
  const keptTabs = new Map<string, Shown>()
  let stack: Shown[] = []
  const screen = drawScreen(
    appJson,
    (path) => void go('switchTab', `/${path}`).catch(fail),
    () => void back(1).catch(fail),
  )
  const style = document.head.appendChild(document.createElement('style'))
  const pageStyle = document.head.appendChild(document.createElement('style'))
  style.textContent = built.styles.app ?? ''

  const loaded = new Set<string>()
  function define(path: string): void {
    if (loaded.has(path)) return
    loaded.add(path)
    for (const target of Object.values(configs[path]?.usingComponents ?? {})) define(resolve(path, target))
    code.componentEnv(path, (constructors) => {
      const outer = defining
      defining = constructors as unknown as Constructors
      load()(path)
      defining = outer
    })
  }
  // Globals of the page code: Taro calls them from a shared chunk, and they mean the file that is being defined.
  let defining: Constructors | undefined
  const constructors: Constructors = {
    Page: (definition) => defining?.Page(plainly(definition)),
    Component: (definition) => defining?.Component(plainly(definition)),
    Behavior: (definition) => defining?.Behavior(definition),
  }

  function create(path: string, options: Query): Shown {
    define(path)
    const frame = screen.pages.appendChild(document.createElement('div'))
    frame.className = 'host-page'
    const scroller = frame.appendChild(document.createElement('div'))
    scroller.className = 'host-scroll'
    const placeholder = scroller.appendChild(document.createElement('div'))
    const root = associated.createRoot('wx-page', code, `/${path}`)
    const page = root.get() as unknown as PageInstance
    page.route = path
    page.options = options
    countSetData(page)
    root.attach(scroller as never, placeholder as never)
    const leave = () => {
      call(page, 'onUnload')
      root.release()
      frame.remove()
      keptTabs.delete(path)
    }
    scroller.addEventListener('scroll', () => {
      call(page, 'onPageScroll', { scrollTop: scroller.scrollTop })
      if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < 50) call(page, 'onReachBottom')
    })
    const title = configs[path]?.navigationBarTitleText ?? appJson.window?.navigationBarTitleText ?? ''
    return { path, page, component: root.getComponent(), frame, scroller, title, leave }
  }

  function start(path: string, query: Query): Shown {
    const shown = create(path, query)
    stack.push(shown)
    if (tabs.includes(path)) keptTabs.set(path, shown)
    call(shown.page, 'onLoad', query)
    return shown
  }

  function show(): void {
    const top = stack.at(-1)
    if (!top) return
    for (const { frame } of [...stack, ...keptTabs.values()]) frame.hidden = frame !== top.frame
    pageStyle.textContent = built.styles[top.path] ?? ''
    draw(top)
    call(top.page, 'onShow')
    requestAnimationFrame(() => {
      if (top.frame.dataset.ready) return
      top.frame.dataset.ready = ''
      call(top.page, 'onReady')
    })
  }

  const draw = (top: Shown) =>
    screen.show({
      title: top.title,
      hasBar: (configs[top.path]?.navigationStyle ?? appJson.window?.navigationStyle) !== 'custom',
      canGoBack: stack.length > 1,
      tab: stack.length === 1 ? tabs.indexOf(top.path) : -1,
    })

  async function go(how: Navigation, url: string): Promise<void> {
    await Promise.resolve()
    const { path, query } = parse(url, stack.at(-1)?.path ?? '')
    const refuse = (why: string) => Promise.reject(new Error(why))
    if (!all.includes(path)) return refuse(`page "${path}" is not found`)
    if (how === 'switchTab' && !tabs.includes(path)) return refuse('can not switch to no-tabBar page')
    if ((how === 'navigateTo' || how === 'redirectTo') && tabs.includes(path)) return refuse(`can not ${how} a tabbar page`)
    if (how === 'navigateTo' && stack.length >= DEEPEST) return refuse(`webview count limit exceed`)
    const top = stack.at(-1)
    if (how === 'navigateTo') {
      if (top) call(top.page, 'onHide')
    } else if (how === 'redirectTo') stack.pop()?.leave()
    else {
      for (const shown of stack.splice(0).toReversed()) {
        if (how === 'switchTab' && keptTabs.has(shown.path)) call(shown.page, 'onHide')
        else shown.leave()
      }
      if (how === 'reLaunch') for (const kept of Array.from(keptTabs.values())) kept.leave()
    }
    const kept = how === 'switchTab' ? keptTabs.get(path) : undefined
    if (kept) stack = [kept]
    else start(path, query)
    show()
  }

  async function back(delta: number): Promise<void> {
    await Promise.resolve()
    if (stack.length < 2) throw new Error('cannot navigate back at first page')
    for (let left = Math.min(delta, stack.length - 1); left > 0; left -= 1) stack.pop()!.leave()
    show()
  }

  return {
    constructors,
    go,
    back,
    current: () => stack.at(-1),
    instances: () => stack.map(({ page }) => page),
    rename(index: number, words: string) {
      if (!tabs.includes(stack.at(-1)?.path ?? '')) throw new Error('not TabBar page')
      screen.rename(index, words)
    },
    setTitle: (title: string) => {
      const top = stack.at(-1)
      if (!top) return
      top.title = title
      draw(top)
    },
    find: (selector: string) => {
      const found = stack.at(-1)?.component.getShadowRoot()?.querySelector(selector)
      return (found?.$$ as unknown as HTMLElement | undefined) ?? null
    },
    first: all[0]!,
  }
}

function call(page: PageInstance, lifecycle: string, ...parts: unknown[]): void {
  try {
    ;(page[lifecycle] as Method | undefined)?.call(page, ...parts)
  } catch (error) {
    fail(`${page.route} ${lifecycle}:`, error)
  }
}

/** Data crosses to a phone's renderer as JSON. */
function countSetData(page: PageInstance): void {
  const set = page.setData
  page.setData = (data, then) => {
    const json = JSON.stringify(data)
    stirs()
    log.setData.calls += 1
    log.setData.bytes += new Blob([json]).size
    set.call(page, JSON.parse(json), then)
  }
}

/** Handlers must get events as a phone gives them: plain, without the framework's own objects. */
function plainly(definition: Definition): Definition {
  const wrap = (members: Definition) =>
    Object.fromEntries(
      Object.entries(members).map(([name, member]) => [
        name,
        typeof member === 'function'
          ? function wrapped(this: unknown, ...parts: unknown[]) {
              return (member as Method).apply(this, plainArguments(parts))
            }
          : member,
      ]),
    )
  const { methods } = definition
  return { ...wrap(definition), ...(methods ? { methods: wrap(methods as Definition) } : {}) }
}

export function parse(url: string, from: string): { path: string; query: Query } {
  const [path = '', search = ''] = url.split('?')
  // A phone hands the values on as they are written, not decoded.
  const pairs = search.split('&').filter(Boolean)
  return {
    path: resolve(from, path),
    query: Object.fromEntries(pairs.map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)])),
  }
}
