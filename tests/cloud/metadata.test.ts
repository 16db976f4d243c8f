import { execFileSync } from 'node:child_process'
import { withoutMetadata } from '../../src/cloud/photo/metadata'
import { imageType } from '../../src/cloud/files'
import { pixel } from './photos'

const segment = (marker: number, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt16BE(0xff00 | marker)
  length.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([length, body])
}
const tiff = (orientation: number, isLittle: boolean) => {
  const bytes = Buffer.alloc(60)
  bytes.write(isLittle ? 'II*\0' : 'MM\0*', 'latin1')
  const u16 = (value: number, at: number) => (isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at))
  const u32 = (value: number, at: number) => (isLittle ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at))
  u32(8, 4)
  u16(1, 8)
  u16(0x0112, 10)
  u16(3, 12)
  u32(1, 14)
  u16(orientation, 18)
  bytes.write('GPS 30.1N 120.2E', 30)
  return bytes
}
const exif = (orientation: number, isLittle = false) =>
  segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(orientation, isLittle)]))
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])])
const table = segment(0xc4, Buffer.from([0xff, 0xd9, 1, 2]))
const jpeg = (...before: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...before,
    segment(0xe2, Buffer.from('ICC_PROFILE\0')),
    scan,
    table,
    scan,
    Buffer.from([0xff, 0xd9]),
    Buffer.from('a film behind the picture'),
  ])

describe('a photo tells its picture and nothing else', () => {
  test('place, device, comments and what is appended go; the picture and its colours stay', () => {
    const clean = withoutMetadata(
      jpeg(exif(1), segment(0xfe, Buffer.from('by Zhang San')), segment(0xed, Buffer.from('Photoshop 3.0 IPTC'))),
      'image/jpeg',
    )!
    for (const secret of ['GPS', 'Zhang San', 'IPTC', 'Exif', 'film']) expect(clean.includes(secret)).toBe(false)
    expect(clean.includes('ICC_PROFILE')).toBe(true)
    expect(clean.equals(withoutMetadata(jpeg(), 'image/jpeg')!)).toBe(true)
    expect(clean.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
    expect(clean.includes(Buffer.concat([scan, table, scan]))).toBe(true)
  })

  test.each([true, false])('which way is up stays, and only that (little-endian: %s)', (isLittle) => {
    const clean = withoutMetadata(jpeg(exif(6, isLittle)), 'image/jpeg')!
    expect(clean.includes('GPS')).toBe(false)
    expect(clean.subarray(2, 4)).toEqual(Buffer.from([0xff, 0xe1]))
    expect(withoutMetadata(clean, 'image/jpeg')!.equals(clean)).toBe(true)
  })

  test('a PNG loses its texts and times', () => {
    const chunk = (name: string, body: string) => {
      const bytes = Buffer.alloc(12 + body.length)
      bytes.writeUInt32BE(body.length)
      bytes.write(name + body, 4, 'latin1')
      return bytes
    }
    const spoken = Buffer.concat([pixel.subarray(0, 33), chunk('tEXt', 'Author\0Zhang San'), chunk('eXIf', 'MM GPS'), pixel.subarray(33)])
    expect(withoutMetadata(spoken, 'image/png')!.equals(pixel)).toBe(true)
  })

  test('a WebP loses its Exif and XMP, and no longer says that it has them', () => {
    const chunk = (name: string, body: Buffer) => {
      const head = Buffer.alloc(8)
      head.write(name, 'latin1')
      head.writeUInt32LE(body.length, 4)
      return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
    }
    const webp = (flags: number, ...more: Buffer[]) => {
      const body = Buffer.concat([
        chunk('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
        chunk('VP8 ', Buffer.from('pix')),
        ...more,
      ])
      const head = Buffer.from('RIFF0000WEBP', 'latin1')
      head.writeUInt32LE(body.length + 4, 4)
      return Buffer.concat([head, body])
    }
    const given = webp(0b0001_1100, chunk('EXIF', Buffer.from('GPS')), chunk('XMP ', Buffer.from('<x>')))
    expect(withoutMetadata(given, 'image/webp')!.equals(webp(0b0001_0000))).toBe(true)
  })

  test.each(['image/jpeg', 'image/png', 'image/webp'] as const)('a %s that breaks off anywhere never throws', (type) => {
    const whole = {
      'image/jpeg': jpeg(exif(6)),
      'image/png': pixel,
      'image/webp': Buffer.from('RIFF\x10\0\0\0WEBPVP8 \x03\0\0\0abc', 'latin1'),
    }[type]
    for (let length = 0; length < whole.length; length += 1) expect(() => withoutMetadata(whole.subarray(0, length), type)).not.toThrow()
    for (let at = 0; at < whole.length; at += 1) {
      const spoilt = Buffer.from(whole)
      spoilt[at] = spoilt[at]! ^ 0xff
      expect(() => withoutMetadata(spoilt, type)).not.toThrow()
    }
  })

  test('a real photo of a camera can still be drawn, if this machine can make one', () => {
    let real: Buffer
    try {
      real = execFileSync('convert', ['-size', '64x48', 'plasma:red-blue', '-interlace', 'JPEG', '-set', 'comment', 'secret', 'jpg:-'])
    } catch {
      return expect(imageType(jpeg())).toBe('image/jpeg')
    }
    const clean = withoutMetadata(real, 'image/jpeg')!
    expect(clean.includes('secret')).toBe(false)
    const pixels = (bytes: Buffer) => execFileSync('convert', ['jpg:-', 'rgb:-'], { input: bytes })
    expect(pixels(clean).equals(pixels(real))).toBe(true)
  })
})
