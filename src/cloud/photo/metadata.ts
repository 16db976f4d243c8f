import { cleanRiff } from '../riff'

type ImageType = 'image/jpeg' | 'image/png' | 'image/webp'

/**
 * A photo without what it tells beside its picture: place, time, device, thumbnail, comments. Only which way is up
 * is kept, or a phone's photo would lie on its side. Null where the file breaks off or is not what it claims to be.
 */
export function withoutMetadata(bytes: Buffer, type: ImageType): Buffer | null {
  try {
    return { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp }[type](bytes)
  } catch (error) {
    // Node's own error for reading past the end.
    if (/OUT_OF_(RANGE|BOUNDS)$/.test((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** JFIF, colour profile and Adobe's colour transform are needed to draw it; every other APPn and the comments go. */
const JPEG_KEPT = new Set([0xe0, 0xe2, 0xee])
const EXIF = Buffer.from('Exif\0\0', 'latin1')
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

/** Up to the end of the image: what phones append behind it (a film, a depth map) goes too. */
function cleanJpeg(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = []
  let orientation = 1
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    if (marker === END_OF_IMAGE) return Buffer.concat([bytes.subarray(0, 2), exifOf(orientation), ...parts, bytes.subarray(at, at + 2)])
    // Any number of 0xff may fill the space before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    let end = at + 2 + bytes.readUInt16BE(at + 2)
    if (marker === START_OF_SCAN) end = endOfScan(bytes, end)
    const segment = bytes.subarray(at, end)
    if (segment.length < end - at) return null
    const isApplication = marker >= 0xe0 && marker <= 0xef
    if (marker === 0xe1 && segment.subarray(4, 10).equals(EXIF)) orientation = orientationOf(segment.subarray(10))
    if ((!isApplication && marker !== 0xfe) || JPEG_KEPT.has(marker)) parts.push(segment)
    at = end
  }
}

/** Where the coded picture ends: at the next marker that is neither a stuffed 0xff nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1)
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length + 1
}

const ORIENTATION = 0x0112

function orientationOf(tiff: Buffer): number {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let index = 0; index < u16(first); index += 1) {
    const entry = first + 2 + index * 12
    if (u16(entry) === ORIENTATION) {
      const value = u16(entry + 8)
      return value >= 1 && value <= 8 ? value : 1
    }
  }
  return 1
}

/** An Exif segment that says nothing but which way is up; none where it is up already. */
function exifOf(orientation: number): Buffer {
  if (orientation === 1) return Buffer.alloc(0)
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  const length = Buffer.alloc(4)
  length.writeUInt16BE(0xffe1, 0)
  length.writeUInt16BE(2 + EXIF.length + tiff.length, 2)
  return Buffer.concat([length, EXIF, tiff])
}

/** What is needed to draw a PNG: everything critical (a capital first letter), transparency and colour. */
const PNG_KEPT = new Set(['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs'])

function cleanPng(bytes: Buffer): Buffer | null {
  const parts = [bytes.subarray(0, 8)]
  for (let at = 8; ;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length) return null
    if (/^[A-Z]/.test(name) || PNG_KEPT.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(parts)
    at = end
  }
}

const WEBP_DROPPED = new Set(['EXIF', 'XMP '])
/** Bits of VP8X that say that Exif and XMP follow. */
const WEBP_FLAGS = 0b0000_1100

function cleanWebp(bytes: Buffer): Buffer | null {
  return cleanRiff(bytes, (name, given) => {
    if (WEBP_DROPPED.has(name)) return null
    if (name !== 'VP8X') return given
    const chunk = Buffer.from(given)
    chunk.writeUInt8(chunk.readUInt8(8) & ~WEBP_FLAGS, 8)
    return chunk
  })
}
