import { inflateRawSync } from 'node:zlib'

/** A sheet of 5,000 rows has a fifth of it. */
const UNPACKED_MAX = 20 * 1024 * 1024

/** The first sheet of a workbook, row by row; throws where the bytes are none, or unpack to more than 20 MB. Days and times come as Excel shows them. */
export async function readSheet(bytes: Uint8Array): Promise<string[][]> {
  refuseBomb(Buffer.from(bytes))
  const { default: readXlsxFile } = await import('read-excel-file/node')
  const sheets = await readXlsxFile(Buffer.from(bytes))
  return (sheets[0]?.data ?? []).map((row) => row.map(cellText))
}

const [ENTRY, LOCAL] = [0x02014b50, 0x04034b50]

/** Two megabytes of a zip can unpack to two gigabytes, and what its directory says of that may be a lie: each part is unpacked once, up to the limit. */
function refuseBomb(zip: Buffer): void {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0) throw new Error('no zip')
  let left = UNPACKED_MAX
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const local = zip.readUInt32LE(at + 42)
    if (zip.readUInt32LE(at) !== ENTRY || zip.readUInt32LE(local) !== LOCAL) throw new Error('no zip')
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const part = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    const isDeflated = zip.readUInt16LE(at + 10) === 8
    left -= isDeflated ? inflateRawSync(part, { maxOutputLength: Math.max(left, 1) }).length : part.length
    if (left < 0) throw new Error('too much')
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}

/** Excel keeps a time of day as one on the eve of 1900; every other date stands for a day. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.getUTCFullYear() < 1901 ? value.toISOString().slice(11, 16) : value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : String(value)
}
