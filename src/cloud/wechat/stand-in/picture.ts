import { encode } from 'uqr'
import { png, type Colour } from '../../png'

const SIDE = 430
const dark: Colour = [0, 0, 0]
const light: Colour = [255, 255, 255]

/** A QR code in WeChat's default width, as PNG. WeChat's own codes are round and only WeChat reads them; this one any camera reads. */
export function codePicture(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const module = Math.floor(SIDE / size)
  const margin = Math.floor((SIDE - module * size) / 2)
  const isDark = (x: number, y: number) => data[Math.floor((y - margin) / module)]?.[Math.floor((x - margin) / module)] ?? false
  return png(SIDE, SIDE, (x, y) => (isDark(x, y) ? dark : light))
}
