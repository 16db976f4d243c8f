interface Frame {
  /** The same for all frames of one recording. */
  kind: number
  end: number
}

/** What stands behind the last frame: ID3v1, APE, Lyrics3, ID3v2 with its footer. */
const TAG = /^(TAG|ID3|APETAGEX|LYRICSBEGIN)/
const TAG_WITHIN = /TAG|ID3|LYRICS/
const TAG_NAME_MAX = 11

/** MP3 or AAC (ADTS): its frames and nothing else, so that tags go wherever they stand; a last frame cut short goes too. */
export function cleanFrames(bytes: Buffer): Buffer | null {
  const frames: Buffer[] = []
  let kind: number | null = null
  for (let at = 0; at >= 0 && at < bytes.length;) {
    if (bytes.toString('latin1', at, at + 3) === 'ID3') {
      at = endOfId3(bytes, at)
      if (at > bytes.length) return null
      continue
    }
    const frame = frameAt(bytes, at)
    const isNext = frame !== null && frameAt(bytes, frame.end)?.kind === frame.kind
    if (frame && (kind ?? frame.kind) === frame.kind && (isNext || isEnd(bytes, frame.end))) {
      kind = frame.kind
      const coded = bytes.subarray(at, frame.end)
      // One that was cut short would take a piece of the tag behind it along.
      if (isNext || !TAG_WITHIN.test(coded.toString('latin1'))) frames.push(coded)
      at = frame.end
    } else at = bytes.indexOf(0xff, at + 1)
  }
  return frames.length === 0 ? null : Buffer.concat(frames)
}

function endOfId3(bytes: Buffer, at: number): number {
  // Seven bits a byte, so that no length looks like the beginning of a frame.
  const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + (bytes.readUInt8(at + index) & 0x7f), 0)
  const footer = bytes.readUInt8(at + 5) & 0x10 ? 10 : 0
  return at + 10 + size + footer
}

const isEnd = (bytes: Buffer, at: number) => at === bytes.length || TAG.test(bytes.toString('latin1', at, at + TAG_NAME_MAX))

const ADTS_HEAD = 7

function frameAt(bytes: Buffer, at: number): Frame | null {
  if (at + ADTS_HEAD > bytes.length || bytes[at] !== 0xff) return null
  const second = bytes.readUInt8(at + 1)
  const third = bytes.readUInt8(at + 2)
  if ((second & 0xf6) === 0xf0) return adtsAt(bytes, at, second, third)
  // Layer III only.
  if ((second & 0xe6) === 0xe2) return mp3At(at, second, third)
  return null
}

function adtsAt(bytes: Buffer, at: number, second: number, third: number): Frame | null {
  const length = (bytes.readUInt32BE(at + 2) & 0x3ffe0) >> 5
  if (((third >> 2) & 0xf) > 12 || length < ADTS_HEAD) return null
  return { kind: ((second & 0xfe) << 8) | (third & 0xfc), end: at + length }
}

const KBITS_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KBITS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const HERTZ_1 = [44_100, 48_000, 32_000]
/** MPEG 2.5, reserved, MPEG 2, MPEG 1: a quarter, –, half and the whole of the first's sample rates. */
const PART = [4, 0, 2, 1]

function mp3At(at: number, second: number, third: number): Frame | null {
  const version = (second >> 3) & 3
  const isFirst = version === 3
  const kbits = (isFirst ? KBITS_1 : KBITS_2)[third >> 4]
  const hertz = HERTZ_1[(third >> 2) & 3]
  const part = PART[version]
  if (!kbits || !hertz || !part) return null
  const length = Math.floor(((isFirst ? 144 : 72) * kbits * 1000) / (hertz / part)) + ((third >> 1) & 1)
  return { kind: ((second & 0xfe) << 8) | (third & 0x0c), end: at + length }
}
