import Taro from '@tarojs/taro'
import type { Point } from '../../domain/place'

/** Where the person is, GCJ-02; null where they would rather not say. Never throws. */
export async function askLocation(): Promise<Point | null> {
  try {
    if (process.env.TARO_ENV === 'h5') return await askBrowser()
    const { longitude, latitude } = await Taro.getFuzzyLocation({ type: 'gcj02' })
    return { lon: longitude, lat: latitude }
  } catch {
    return null
  }
}

async function askBrowser(): Promise<Point> {
  const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 10_000, maximumAge: 60_000 }),
  )
  return fromWgs84({ lon: coords.longitude, lat: coords.latitude })
}

/** A browser's place is WGS 84; everything of ours is GCJ-02. */
async function fromWgs84({ lon, lat }: Point): Promise<Point> {
  // Said once more, so that a phone's build leaves the library out.
  if (process.env.TARO_ENV !== 'h5') return { lon, lat }
  const { default: gcoord } = await import('gcoord')
  const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02)
  return { lon: x, lat: y }
}

export interface ChosenPlace {
  at: Point
  address: string
}

export const canChooseOnMap = process.env.TARO_ENV === 'weapp'

/** WeChat's own map to choose a place on, GCJ-02; null where the person went back. */
export async function chooseOnMap(near?: Point | null): Promise<ChosenPlace | null> {
  try {
    const { longitude, latitude, name, address } = await Taro.chooseLocation(near ? { longitude: near.lon, latitude: near.lat } : {})
    const lon = Number(longitude)
    const lat = Number(latitude)
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) return null
    return { at: { lon, lat }, address: name && address && !address.includes(name) ? `${address}${name}` : address || name }
  } catch {
    return null
  }
}
