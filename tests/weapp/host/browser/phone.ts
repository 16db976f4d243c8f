const NAVIGATION_BAR = 44
const isDark = () => window.matchMedia('(prefers-color-scheme: dark)').matches

const screenOf = () => ({
  pixelRatio: window.devicePixelRatio,
  screenWidth: window.innerWidth,
  screenHeight: window.innerHeight,
  windowWidth: window.innerWidth,
  windowHeight: window.innerHeight - NAVIGATION_BAR,
  statusBarHeight: 0,
  screenTop: NAVIGATION_BAR,
  safeArea: { left: 0, right: window.innerWidth, top: 0, bottom: window.innerHeight, width: window.innerWidth, height: window.innerHeight },
})
const app = () => ({
  SDKVersion: '3.9.0',
  version: '8.0.50',
  language: 'zh_CN',
  theme: isDark() ? 'dark' : 'light',
  fontSizeSetting: 16,
  fontSizeScaleFactor: 1,
  host: { env: 'WeChat' },
  enableDebug: false,
})
const device = () => ({ brand: 'test', model: 'test', system: 'Android 14', platform: 'android', benchmarkLevel: 30, abi: 'arm64' })

/** What an Android phone says of itself. */
export const phone = {
  getWindowInfo: screenOf,
  getAppBaseInfo: app,
  getDeviceInfo: device,
  getSystemInfo: () => ({ ...screenOf(), ...app(), ...device() }),
  getSystemSetting: () => ({ bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait' }),
  getAppAuthorizeSetting: () => ({ locationAuthorized: 'authorized', cameraAuthorized: 'authorized', albumAuthorized: 'authorized' }),
  getMenuButtonBoundingClientRect: () => ({
    width: 87,
    height: 32,
    top: 6,
    bottom: 38,
    left: window.innerWidth - 97,
    right: window.innerWidth - 10,
  }),
  getAccountInfo: () => ({ miniProgram: { appId: 'wx0123456789abcdef', envVersion: 'develop', version: '' } }),
  getNetworkType: () => ({ networkType: 'wifi' }),
  getSetting: () => ({ authSetting: {}, subscriptionsSetting: { mainSwitch: true } }),
}

const PREFIX = 'weapp:'

/** Survives a reload, as on a phone. */
export const storage = {
  getStorage: (key: string): unknown => {
    const kept = localStorage.getItem(PREFIX + key)
    return kept === null ? '' : (JSON.parse(kept) as unknown)
  },
  setStorage: (key: string, data: unknown): void => localStorage.setItem(PREFIX + key, JSON.stringify(data ?? null)),
  removeStorage: (key: string): void => localStorage.removeItem(PREFIX + key),
  clearStorage: (): void => localStorage.clear(),
  getStorageInfo: () => ({ keys: Object.keys(localStorage).map((key) => key.slice(PREFIX.length)), currentSize: 1, limitSize: 10240 }),
}
