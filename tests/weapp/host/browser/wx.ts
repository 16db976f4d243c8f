import { answerOf, hasAnswer, refusal } from './answers'
import { files } from './files'
import { fail, log, stirs } from './log'
import type { Navigation, Pages } from './pages'
import { add, choice } from './picker'
import { hideToast, openWindow, showToast } from './screen'
import { phone, storage } from './phone'
import { PRIVATE, privacy, requirePrivacy } from './privacy'
import { names } from './sandbox'
import { sound } from './sound'
import { requestSubscribeMessage } from './subscribe'
import { isInTap } from './tap'

type Options = Record<string, unknown>
type Api = (options: Options) => unknown

/** What WeChat asks in a window of its own, and the test answers. */
const ASKED = names(`
  getFuzzyLocation getLocation chooseLocation chooseMedia chooseImage scanCode addPhoneCalendar chooseAddress saveImageToPhotosAlbum
  chooseMessageFile
`)
const ONLY_FROM_A_TAP = new Set(['addPhoneCalendar'])
/** What shows or does something outside the page, and goes well. */
const DONE = names(`
  makePhoneCall openLocation previewImage setNavigationBarColor setTabBarBadge removeTabBarBadge showTabBarRedDot hideTabBarRedDot
  setTabBarStyle showShareMenu hideShareMenu updateShareMenu stopPullDownRefresh startPullDownRefresh vibrateShort vibrateLong
  setClipboardData openPrivacyContract setBackgroundColor openDocument setBackgroundTextStyle loadFontFace
  showNavigationBarLoading hideNavigationBarLoading hideHomeButton openSetting authorize enableAlertBeforeUnload
  disableAlertBeforeUnload setKeepScreenOn hideKeyboard showTabBar hideTabBar checkSession
`)
/** Listeners that nothing calls here. */
const QUIET = names(`
  onThemeChange offThemeChange onAppShow offAppShow onAppHide offAppHide onNetworkStatusChange offNetworkStatusChange onError
  offError onUnhandledRejection offUnhandledRejection onPageNotFound offPageNotFound onWindowResize offWindowResize
  onKeyboardHeightChange offKeyboardHeightChange onMemoryWarning reportEvent onLazyLoadError
  onUserCaptureScreen reportMonitor reportAnalytics
`)

export interface Surroundings {
  pages: () => Pages
  openid: string
  launch: unknown
  apis: string[]
}

/** The `wx` that page code sees. An API that is not here is an error of the run when it is called. */
export function makeWx({ pages, openid, launch, apis }: Surroundings): Record<string, unknown> {
  const wx: Record<string, unknown> = {}
  const sync = (name: string, run: (...parts: never[]) => unknown) => (wx[name] = run)
  const async = (name: string, run: Api) =>
    sync(name, (options: Options = {}) => {
      log.calls.push({ name, options: plain(options) })
      return settle(name, options, () => run(options))
    })

  for (const name of ASKED)
    async(name, async () => {
      if (ONLY_FROM_A_TAP.has(name) && !isInTap()) throw refusal('can only be invoked by user TAP gesture.')
      if (PRIVATE.has(name)) await requirePrivacy(name)
      if (!hasAnswer(name)) fail(`wx.${name}: the test gave no answer`)
      return answerOf(name)
    })
  async('requestSubscribeMessage', requestSubscribeMessage)
  async('requirePrivacyAuthorize', () => requirePrivacy('requirePrivacyAuthorize'))
  async('getPrivacySetting', privacy.getPrivacySetting)
  sync('onNeedPrivacyAuthorization', privacy.onNeedPrivacyAuthorization)
  sync('offNeedPrivacyAuthorization', privacy.offNeedPrivacyAuthorization)
  sync('getRecorderManager', sound.getRecorderManager)
  sync('createInnerAudioContext', sound.createInnerAudioContext)
  for (const name of DONE) async(name, () => (hasAnswer(name) ? answerOf(name) : {}))
  for (const name of QUIET) sync(name, () => undefined)
  // Page code tends to swallow a navigation that fails, so it is an error of the run.
  const orFail = (what: string, went: Promise<void>) =>
    went.catch((error: unknown) => {
      fail(`wx.${what}:`, error)
      throw error
    })
  for (const name of ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch'] as Navigation[])
    async(name, ({ url }) => orFail(`${name} ${String(url)}`, pages().go(name, String(url))))
  async('navigateBack', ({ delta }) => orFail('navigateBack', pages().back(Number(delta ?? 1))))
  async('setNavigationBarTitle', ({ title }) => pages().setTitle(String(title)))
  async('setTabBarItem', ({ index, text }) => text !== undefined && pages().rename(Number(index), String(text)))
  async('pageScrollTo', ({ selector, scrollTop, offsetTop }) => {
    const scroller = pages().current()?.scroller
    const target = typeof selector === 'string' ? pages().find(selector) : null
    if (selector && !target) throw new Error('selector not found')
    const top = target
      ? target.getBoundingClientRect().top - scroller!.getBoundingClientRect().top + scroller!.scrollTop
      : Number(scrollTop ?? 0)
    scroller?.scrollTo({ top: top + Number(offsetTop ?? 0) })
  })

  async('showToast', ({ title, duration }) => showToast(String(title), Number(duration ?? 1500)))
  async('showLoading', ({ title }) => showToast(String(title), null))
  async('hideToast', hideToast)
  async('hideLoading', hideToast)
  async('showModal', ({ title, content, showCancel = true, cancelText = '取消', confirmText = '确定' }) =>
    openWindow((box, close) => {
      if (title) add(box, 'h2', String(title))
      if (content) add(box, 'p', String(content))
      if (showCancel) choice(box, String(cancelText), () => close({ confirm: false, cancel: true }))
      choice(box, String(confirmText), () => close({ confirm: true, cancel: false }))
    }),
  )
  async('showActionSheet', async ({ itemList }) => {
    const tapIndex = await openWindow<number>((box, close) => {
      for (const [index, words] of (itemList as string[]).entries()) choice(box, words, () => close(index))
      choice(box, '取消', () => close(-1))
    })
    if (tapIndex < 0) throw new Error('cancel')
    return { tapIndex }
  })

  for (const [name, answer] of Object.entries(phone)) {
    sync(name, answer)
    sync(`${name}Sync`, answer)
    if (['getSystemInfo', 'getNetworkType', 'getSetting'].includes(name)) async(name, answer)
  }
  for (const [name, run] of Object.entries(storage)) {
    sync(`${name}Sync`, run as never)
    async(name, ({ key, data }) => {
      const value = (run as (key: string, data: unknown) => unknown)(String(key), data)
      return name === 'getStorage' ? (value === '' ? Promise.reject(new Error('data not found')) : { data: value }) : (value ?? {})
    })
  }
  async('compressImage', ({ src }) => ({ tempFilePath: src }))
  async('getImageInfo', ({ src }) => ({ width: 1200, height: 900, path: src, orientation: 'up', type: 'jpeg' }))
  async('login', () => (hasAnswer('login') ? answerOf('login') : { code: 'test-code' }))
  sync('getFileSystemManager', () => files(settle))
  sync('createSelectorQuery', () => pages().current()?.page.createSelectorQuery())
  sync('nextTick', (then: () => void) => void setTimeout(then, 0))
  sync('canIUse', () => true)
  sync('getLaunchOptionsSync', () => launch)
  sync('getEnterOptionsSync', () => launch)
  sync('getUpdateManager', () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }))
  wx.env = { USER_DATA_PATH: 'http://usr' }
  wx.cloud = {
    DYNAMIC_CURRENT_ENV: Symbol('DYNAMIC_CURRENT_ENV'),
    init: () => undefined,
    callFunction: (options: Options) =>
      settle('cloud.callFunction', options, () => {
        stirs(1)
        return callFunction(String(options.name), options.data, openid).finally(() => stirs(-1))
      }),
  }
  for (const name of apis) wx[name] ??= () => unknown(name)
  return wx

  function unknown(name: string): Promise<never> {
    fail(`wx.${name} was called and this host does not have it`)
    return Promise.reject(new Error(`${name}:fail not here`))
  }
}

async function callFunction(name: string, data: unknown, openid: string): Promise<unknown> {
  log.calls.push({ name: `cloud:${name}`, options: plain(data) })
  if (hasAnswer('cloud.callFunction')) await answerOf('cloud.callFunction')
  const response = await fetch(`/call/${name}`, { method: 'POST', body: JSON.stringify({ event: data ?? {}, openid }) })
  const answer = (await response.json()) as { result: unknown } | { failure: string }
  if ('failure' in answer) {
    fail(`cloud function ${name}:`, answer.failure)
    throw new Error(`errCode: -504002 functions execute fail | errMsg: ${answer.failure}`)
  }
  return { result: answer.result, requestID: String(Date.now()) }
}

/** The two ways in which an API answers: its callbacks, or a promise where it was given none. */
export function settle(name: string, options: Options, run: () => unknown): Promise<unknown> | undefined {
  const tell = (callback: unknown, result: unknown) => {
    if (typeof callback === 'function') callback(result)
    if (typeof options.complete === 'function') options.complete(result)
  }
  const outcome = (async () => {
    const given = await run()
    return { errMsg: `${name}:ok`, ...(typeof given === 'object' ? given : {}) }
  })().catch((error: unknown) =>
    Promise.reject({
      errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}`,
      ...(error as { numbers?: object } | null)?.numbers,
    }),
  )
  if (!options.success && !options.fail && !options.complete) return outcome
  outcome.then(
    (result) => tell(options.success, result),
    (failure: unknown) => tell(options.fail, failure),
  )
  return undefined
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown
