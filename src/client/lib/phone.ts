import Taro from '@tarojs/taro'
import type { Point } from '../../domain/place'

/** Dials; on H5 the browser asks first. */
export function phoneTo(number: string): void {
  if (process.env.TARO_ENV === 'h5') {
    window.location.href = `tel:${number.replace(/[^\d+]/g, '')}`
    return
  }
  void Taro.makePhoneCall({ phoneNumber: number }).catch(() => {})
}

/** Shows the way to a place (GCJ-02): WeChat's map on a phone, AMap's page in a browser. */
export function showTheWay({ at, name, address }: { at: Point; name: string; address: string }): void {
  if (process.env.TARO_ENV === 'h5') {
    window.open(
      `https://uri.amap.com/marker?position=${at.lon.toFixed(6)},${at.lat.toFixed(6)}&name=${encodeURIComponent(name)}&coordinate=gaode&callnative=1`,
      '_blank',
      'noopener',
    )
    return
  }
  void Taro.openLocation({ longitude: at.lon, latitude: at.lat, name, address, scale: 16 }).catch(() => {})
}

/** Scans a code with the camera; null where the person went back, and on H5, which cannot. */
export async function scanCode(): Promise<string | null> {
  if (process.env.TARO_ENV !== 'weapp') return null
  try {
    const { result, path } = (await Taro.scanCode({})) as { result?: string; path?: string }
    return path || result || null
  } catch {
    return null
  }
}

export const canScan = process.env.TARO_ENV === 'weapp'

/** Puts text on the clipboard; false where the device does not let us. */
export async function copy(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
}
