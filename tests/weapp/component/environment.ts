// Before anything of Taro loads: what its webpack build would have written in, and the parts of WeChat that it looks for at once.
const enabled = ['INNER_HTML', 'ADJACENT_HTML', 'SIZE_APIS', 'TEMPLATE_CONTENT', 'CLONE_NODE', 'CONTAINS', 'MUTATION_OBSERVER']
Object.assign(globalThis, Object.fromEntries(enabled.map((name) => [`ENABLE_${name}`, false])))
process.env.TARO_ENV = 'weapp'
process.env.TARO_PLATFORM = 'mini'
process.env.FRAMEWORK = 'react'

// React would advise its developer tools, and warn of what changes by itself.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false, __REACT_DEVTOOLS_GLOBAL_HOOK__: { isDisabled: true } })

const stored = new Map<string, unknown>()
const phone = { language: 'zh_CN', fontSizeScaleFactor: 1, platform: 'android', SDKVersion: '3.9.0', theme: 'light' }
Object.assign(globalThis, {
  wx: {
    cloud: { init() {}, callFunction: () => Promise.reject(new Error('no cloud here')) },
    getSystemInfoSync: () => phone,
    getAppBaseInfo: () => phone,
    getWindowInfo: () => ({ windowWidth: 375, pixelRatio: 2 }),
    getDeviceInfo: () => phone,
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void stored.set(key, value),
    removeStorageSync: (key: string) => void stored.delete(key),
    nextTick: (then: () => void) => setTimeout(then, 0),
    canIUse: () => true,
  },
  getApp: () => ({}),
  getCurrentPages: () => [{ route: 'shown', options: {} }],
})

// Puts Taro's hooks (useDidShow …) into Taro before anything imports them from there, as its builds do.
require('@tarojs/plugin-framework-react/dist/runtime')
