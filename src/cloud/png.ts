import { crc32, deflateSync } from 'node:zlib'

/** Red, green and blue, 0 to 255; fractions are cut. */
export type Colour = readonly [number, number, number]

/** A drawing as PNG, point by point. */
export function png(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const line = 1 + width * 3
  const rows = Buffer.alloc(height * line)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * line + 1 + x * 3
      const [red, green, blue] = colourAt(x, y)
      rows[at] = red
      rows[at + 1] = green
      rows[at + 2] = blue
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a channel, colour type 2: RGB.
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
