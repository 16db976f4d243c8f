import { randomUUID } from 'node:crypto'
import { deflateSync, crc32 } from 'node:zlib'
import { sizeOf } from '../../src/cloud/photo/size'
import { PHOTO_BYTES_MAX } from '../../src/domain/photo'
import { openTestContext, type TestContext } from './database'
import { pixel } from './photos'
import { buildTown, call, granted, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

const add = (bytes: Buffer, as: 'photo' | 'recording' = 'photo') =>
  call(
    context,
    `${as}.add`,
    { requestId: randomUUID(), base64: bytes.toString('base64'), ...(as === 'recording' && { seconds: 3 }) },
    town.token.resident,
  )
/** What comes back over a link: its bytes and the type under which a browser takes them. */
async function opened(bytes: Buffer) {
  const { url } = await granted(context, 'photo.add', { requestId: randomUUID(), base64: bytes.toString('base64') }, town.token.resident)
  const { pathname, searchParams } = new URL(url, 'http://host')
  return (await context.files.open(pathname.split('/').at(-1)!, Number(searchParams.get('expires')), searchParams.get('signature')!))!
}

const chunk = (name: string, body: Buffer) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(body.length)
  bytes.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([bytes.subarray(0, 4), named, bytes.subarray(4)])
}
/** A PNG that says how large it is; its rows are all one colour, so that very many lie in few bytes. */
function png(width: number, height: number, rows: Buffer, ...more: Buffer[]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.writeUInt8(1, 8)
  const parts = [chunk('IHDR', head), ...more, chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}
function jpeg(width: number, height: number, ...more: Buffer[]): Buffer {
  const frame = Buffer.from([0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...more,
    frame,
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xff, 0xd9]),
  ])
}
const comment = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), Buffer.from(text)])
function webp(name: 'VP8 ' | 'VP8L' | 'VP8X', body: number[]): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBP\0\0\0\0\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length + 12, 4)
  head.write(name, 12)
  head.writeUInt32LE(body.length, 16)
  return Buffer.concat([head, Buffer.from(body)])
}

const markup = '<script>alert(1)</script>'
const foreign: Record<string, Buffer> = {
  'an SVG': Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
  'an SVG behind a mark of its encoding': Buffer.from(`\ufeff<?xml version="1.0"?><svg/>`),
  'a page': Buffer.from(`<!doctype html><html>${markup}</html>`),
  'a GIF with markup in it': Buffer.from(`GIF89a/*${markup}*/=1`),
  'a PDF': Buffer.from('%PDF-1.7 /JavaScript'),
  'an archive': Buffer.from('PK\x03\x04 x'),
  'a program': Buffer.from('MZ\x90\0'),
  'a bitmap': Buffer.from('BM\0\0\0\0'),
  'a picture that WeChat shows and we cannot clean (HEIC)': Buffer.from('\0\0\0\x18ftypheic', 'latin1'),
  'a page behind the first bytes of a photo': Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.from(`<html>${markup}`)]),
  'a page behind the first bytes of a PNG': Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(`<html>${markup}`)]),
  'a page behind the first bytes of a WebP': Buffer.from(`RIFF\x10\0\0\0WEBP<html>${markup}`, 'latin1'),
  'a photo without a frame': Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0xd9]),
  nothing: Buffer.from([0]),
}
test.each(Object.entries(foreign))('%s is no photo', async (_, bytes) => {
  expect(await add(bytes)).toEqual({ ok: false, error: { code: 'BAD_INPUT', fields: [{ path: 'base64', rule: 'photo' }] } })
})

test.each(['an SVG', 'a page', 'a PDF', 'an archive', 'a program'])('%s is no recording', async (name) => {
  expect(await add(foreign[name]!, 'recording')).toMatchObject({ error: { fields: [{ path: 'base64', rule: 'recording' }] } })
})

test('a photo is no recording, and a recording no photo', async () => {
  expect(await add(pixel, 'recording')).toMatchObject({ error: { code: 'BAD_INPUT' } })
  expect(await add(Buffer.from('ID3 sound'))).toMatchObject({ error: { code: 'BAD_INPUT' } })
})

describe('what is two things at once is served as one', () => {
  test.each([
    ['a photo with a page in its comment', () => jpeg(8, 8, comment(markup)), 'image/jpeg'],
    ['a photo with a page behind it', () => Buffer.concat([jpeg(8, 8), Buffer.from(markup)]), 'image/jpeg'],
    ['a PNG with a page in its text', () => png(1, 1, Buffer.alloc(2), chunk('tEXt', Buffer.from(`x\0${markup}`))), 'image/png'],
    ['a PNG with an archive behind it', () => Buffer.concat([png(1, 1, Buffer.alloc(2)), Buffer.from(`PK\x03\x04${markup}`)]), 'image/png'],
    ['a WebP with a page behind it', () => Buffer.concat([webp('VP8L', [0x2f, 0, 0, 0, 0, 0]), Buffer.from(markup)]), 'image/webp'],
  ])('%s', async (_, make, type) => {
    const file = await opened(make())
    expect(file.type).toBe(type)
    expect(file.bytes.includes('script')).toBe(false)
    expect(file.bytes.includes('PK\x03\x04')).toBe(false)
  })
})

describe('what unfolds to gigabytes in a phone is refused, however small it is', () => {
  const tooLarge = { ok: false, error: { code: 'BAD_INPUT', fields: [{ path: 'base64', rule: 'too_large' }] } }

  test('a PNG whose rows are packed', async () => {
    const bomb = png(30_000, 30_000, Buffer.alloc(30_000 * (1 + 30_000 / 8)))
    expect(bomb.length).toBeLessThan(PHOTO_BYTES_MAX)
    expect(await add(bomb)).toEqual(tooLarge)
  })

  test.each([
    ['a JPEG', jpeg(65_535, 65_535)],
    ['a WebP', webp('VP8X', [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['a lossless WebP', webp('VP8L', [0x2f, 0xff, 0xff, 0xff, 0x0f, 0])],
    ['a lossy WebP', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f])],
  ])('%s that says so', async (_, bytes) => {
    expect(await add(bytes)).toEqual(tooLarge)
  })

  test('a photo of 48 megapixels passes', async () => {
    expect(await add(jpeg(8000, 6000))).toMatchObject({ ok: true })
  })

  test('more bytes than a phone sends are refused', async () => {
    const large = jpeg(8, 8, ...Array.from({ length: 5_000 }, () => comment('x'.repeat(240))))
    expect(large.length).toBeGreaterThan(PHOTO_BYTES_MAX)
    expect(await add(large)).toEqual(tooLarge)
  })
})

test.each([
  ['image/jpeg', jpeg(640, 480), { width: 640, height: 480 }],
  ['image/png', png(3, 2, Buffer.alloc(4)), { width: 3, height: 2 }],
  ['image/webp', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01]), { width: 640, height: 480 }],
  ['image/webp', webp('VP8L', [0x2f, 0x7f, 0xc2, 0x77, 0, 0]), { width: 640, height: 480 }],
  ['image/webp', webp('VP8X', [0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]), { width: 640, height: 480 }],
] as const)('the size of %s is read from its header', (type, bytes, size) => {
  expect(sizeOf(bytes, type)).toEqual(size)
  for (let length = 0; length < 26; length += 1) expect(() => sizeOf(bytes.subarray(0, length), type)).not.toThrow()
})

test('the name of a file is an id of ours, whatever was sent with it', async () => {
  for (const name of ['../../contact.key', 'x.svg', '.htaccess', 'a\0.png'])
    expect(
      await call(
        context,
        'photo.add',
        { requestId: randomUUID(), base64: pixel.toString('base64'), name, fileName: name },
        town.token.resident,
      ),
    ).toMatchObject({ error: { code: 'BAD_INPUT' } })
  for (const id of ['../contact.key', '..', '/etc/passwd', '....//....//contact.key'])
    expect(await context.files.open(id, 9_999_999_999, 'x')).toBeNull()
})
