const HEADS = ['OpusHead', '\x01vorbis']
const FIRST_PAGE = 2
const PAGE_HEAD = 27

interface Page {
  from: number
  end: number
}

/** One stream's second packet is its comments; it may go over several pages. */
interface Stream {
  serial: number
  packets: number
  pieces: Buffer[]
  pages: Page[]
}

/** An Ogg of Opus or Vorbis without comments. Several streams may follow each other; streams side by side are refused. */
export function cleanOgg(bytes: Buffer): Buffer | null {
  const out = Buffer.from(bytes)
  let stream: Stream | null = null
  for (let at = 0; at < out.length;) {
    if (out.toString('latin1', at, at + 4) !== 'OggS' || out.readUInt8(at + 4) !== 0) return null
    const serial = out.readUInt32LE(at + 14)
    const body = at + PAGE_HEAD + out.readUInt8(at + 26)
    const lengths = out.subarray(at + PAGE_HEAD, body)
    const page = { from: at, end: lengths.reduce((sum, length) => sum + length, body) }
    if (page.end > out.length) return null
    if (out.readUInt8(at + 5) & FIRST_PAGE) {
      if ((stream && stream.packets < 2) || !HEADS.some((head) => out.toString('latin1', body, body + 8).startsWith(head))) return null
      stream = { serial, packets: 0, pieces: [], pages: [] }
    }
    if (stream?.serial !== serial || !takePage(out, page, body, lengths, stream)) return null
    at = page.end
  }
  return stream && stream.packets >= 2 ? out : null
}

/** Goes through one page's packets and takes out the comments where they end; false where they are none. */
function takePage(out: Buffer, page: Page, body: number, lengths: Buffer, stream: Stream): boolean {
  let at = body
  for (const length of lengths) {
    if (stream.packets === 1) {
      stream.pieces.push(out.subarray(at, at + length))
      if (stream.pages.at(-1) !== page) stream.pages.push(page)
    }
    at += length
    // A packet goes on for as long as its lengths are 255.
    if (length === 255) continue
    stream.packets += 1
    if (stream.packets === 2 && !emptyPieces(out, stream)) return false
  }
  return true
}

function emptyPieces(out: Buffer, { pieces, pages }: Stream): boolean {
  const packet = Buffer.concat(pieces)
  if (!emptyComments(packet)) return false
  let at = 0
  for (const piece of pieces) at += packet.copy(piece, 0, at, at + piece.length)
  for (const { from, end } of pages) {
    out.writeUInt32LE(0, from + 22)
    out.writeUInt32LE(checksum(out.subarray(from, end)), from + 22)
  }
  return true
}

/**
 * Takes the comments out of a packet of Opus or Vorbis, which keeps its length and the encoder's name; false where it
 * is no such packet. Zeros behind are padding: RFC 7845 allows them for Opus, decoders of Vorbis stop at the framing bit.
 */
export function emptyComments(packet: Buffer): boolean {
  const isOpus = packet.toString('latin1', 0, 8) === 'OpusTags'
  if (!isOpus && packet.toString('latin1', 0, 7) !== '\x03vorbis') return false
  const vendor = isOpus ? 8 : 7
  const count = vendor + 4 + packet.readUInt32LE(vendor)
  let at = count + 4
  for (let left = packet.readUInt32LE(count); left > 0; left -= 1) at += 4 + packet.readUInt32LE(at)
  if (at > packet.length || (!isOpus && (packet.readUInt8(at) & 1) === 0)) return false
  packet.fill(0, count)
  if (!isOpus) packet.writeUInt8(1, count + 4)
  return true
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

/** Ogg's own: neither reflected nor inverted, so that zlib's crc32 is another. */
function checksum(page: Buffer): number {
  let value = 0
  for (const byte of page) value = ((value << 8) ^ TABLE[(value >>> 24) ^ byte]!) >>> 0
  return value
}
