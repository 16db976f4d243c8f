export interface PictureSize {
  width: number
  height: number
}

/**
 * How large a picture becomes once it is drawn, as its header says; null where it does not say. A file of a few
 * kilobytes can unfold to gigabytes, in the phone of whoever opens the case.
 */
export function sizeOf(bytes: Buffer, type: 'image/jpeg' | 'image/png' | 'image/webp'): PictureSize | null {
  try {
    const { width, height } = { 'image/jpeg': sizeOfJpeg, 'image/png': sizeOfPng, 'image/webp': sizeOfWebp }[type](bytes) ?? {}
    return width && height ? { width, height } : null
  } catch (error) {
    if (/OUT_OF_(RANGE|BOUNDS)$/.test((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** Start of frame, of every kind of coding; the four between are tables and reserved. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const START_OF_SCAN = 0xda

function sizeOfJpeg(bytes: Buffer): PictureSize | null {
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    if (marker === START_OF_SCAN) return null
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
}

function sizeOfPng(bytes: Buffer): PictureSize | null {
  return bytes.toString('latin1', 12, 16) === 'IHDR' ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null
}

function sizeOfWebp(bytes: Buffer): PictureSize | null {
  const name = bytes.toString('latin1', 12, 16)
  if (name === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (name === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (name !== 'VP8L') return null
  const bits = bytes.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
