import Taro from '@tarojs/taro'

const PREFIX = 'lx.'

/** What this device keeps under a name; undefined where nothing is kept or storage is closed. */
export function kept<T>(name: string): T | undefined {
  try {
    const value: unknown = Taro.getStorageSync(PREFIX + name)
    return value === '' || value === undefined || value === null ? undefined : (value as T)
  } catch {
    return undefined
  }
}

export function keep(name: string, value: unknown): void {
  try {
    Taro.setStorageSync(PREFIX + name, value)
  } catch {
    // Full or closed storage must not stop anybody from going on.
  }
}

export function forget(name: string): void {
  try {
    Taro.removeStorageSync(PREFIX + name)
  } catch {
    // As above.
  }
}

/** Forgets what a person wrote and looked at here; how they like to read stays. */
export function forgetPerson(): void {
  try {
    const looks = ['language', 'textSize', 'isElder'].map((name) => PREFIX + name)
    for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(PREFIX) && !looks.includes(key)) Taro.removeStorageSync(key)
  } catch {
    // As above.
  }
}

/** Kept for this window alone on H5, so that two windows can be two persons; for this device on a phone. */
export function keptHere<T>(name: string): T | undefined {
  if (process.env.TARO_ENV !== 'h5') return kept<T>(name)
  try {
    const value = window.sessionStorage.getItem(PREFIX + name)
    return value === null ? undefined : (JSON.parse(value) as T)
  } catch {
    return undefined
  }
}

export function keepHere(name: string, value: unknown): void {
  if (process.env.TARO_ENV !== 'h5') return value === undefined ? forget(name) : keep(name, value)
  try {
    if (value === undefined) window.sessionStorage.removeItem(PREFIX + name)
    else window.sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // As above.
  }
}
