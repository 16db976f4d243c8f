import { png, type Colour } from '../../png'

const WIDTH = 480
const HEIGHT = 320

/** A flat drawing of a house under a sky, as PNG: the demo's own pictures, in a colour for each station. */
export function housePicture(hue: number): Buffer {
  const wall = fromHue(hue, 0.62)
  const roof = fromHue(hue + 0.05, 0.42)
  return png(WIDTH, HEIGHT, (x, y) => {
    const isRoof = y >= 90 && y < 150 && Math.abs(x - 240) < 60 + (y - 90) * 1.6
    const isWall = y >= 150 && y < 270 && x >= 110 && x < 370
    const isDoor = y >= 195 && y < 270 && x >= 215 && x < 265
    const isWindow = y >= 180 && y < 220 && ((x >= 140 && x < 190) || (x >= 290 && x < 340))
    if (isDoor) return [120, 30, 34]
    if (isWindow) return [250, 240, 200]
    if (isRoof) return roof
    if (isWall) return wall
    return y >= 270 ? [150, 170, 140] : [205 + y / 10, 225 + y / 20, 245]
  })
}

/** A lamp post against the night, lit or not. */
export function lampPicture(isLit: boolean): Buffer {
  return png(WIDTH, HEIGHT, (x, y) => {
    if (x >= 236 && x < 244 && y >= 90) return [70, 74, 82]
    if (y >= 82 && y < 90 && x >= 236 && x < 300) return [70, 74, 82]
    const glow = Math.hypot(x - 296, y - 96)
    if (glow < 12) return isLit ? [255, 240, 180] : [90, 94, 102]
    if (isLit && glow < 90) return [90 - glow / 3, 84 - glow / 3, 70 - glow / 4]
    return y > 280 ? [44, 46, 52] : [24, 28, 44]
  })
}

function fromHue(hue: number, light: number): Colour {
  const channel = (shift: number) => Math.round(255 * (light + 0.22 * Math.cos(2 * Math.PI * (hue + shift))))
  return [channel(0), channel(1 / 3), channel(2 / 3)]
}
