import { emptyComments } from './ogg'

const FILE = 0
const HEAD = 0x1a45dfa3
const SEGMENT = 0x18538067
const SEEK_HEAD = 0x114d9b74
const SEEK = 0x4dbb
const INFO = 0x1549a966
const TRACKS = 0x1654ae6b
const TRACK = 0xae
const CODEC = 0x86
const CODEC_PRIVATE = 0x63a2
const CLUSTER = 0x1f43b675
const GROUP = 0xa0
const CUES = 0x1c53bb6b

/**
 * What is needed to play a sound: elements by the element around them. Everything else becomes a Void of the same
 * length, checksums too, since what they are of has changed.
 */
const KEPT: ReadonlyMap<number, readonly number[]> = new Map([
  [FILE, [HEAD, SEGMENT]],
  // EBMLVersion, ReadVersion, MaxIDLength, MaxSizeLength, DocType, its version and read version.
  [HEAD, [0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4282, 0x4287, 0x4285]],
  [SEGMENT, [SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES]],
  [SEEK_HEAD, [SEEK]],
  // TimestampScale, Duration, MuxingApp, WritingApp.
  [INFO, [0x2ad7b1, 0x4489, 0x4d80, 0x5741]],
  [TRACKS, [TRACK]],
  // Number, UID, type, enabled, default, forced, lacing, DefaultDuration, language, CodecDelay, SeekPreRoll, Audio,
  // ContentEncodings.
  [TRACK, [0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x23e383, 0x22b59c, CODEC, CODEC_PRIVATE, 0x56aa, 0x56bb, 0xe1, 0x6d80]],
  // Timestamp, Position, PrevSize, SimpleBlock.
  [CLUSTER, [0xe7, 0xa7, 0xab, 0xa3, GROUP]],
  // Block, BlockDuration, ReferenceBlock, DiscardPadding.
  [GROUP, [0xa1, 0x9b, 0xfb, 0x75a2]],
  [CUES, [0xbb]],
])
/** FLAC is not among them: it brings comments of its own into CodecPrivate. */
const SOUND = /^A_(OPUS|VORBIS|AAC|PCM)/

/** A WebM of sound alone, as long as it was, since its tables say where in the file what stands. */
export function cleanWebm(bytes: Buffer): Buffer | null {
  const out = Buffer.from(bytes)
  const found: number[] = []
  if (cleanElements(out, { around: FILE, from: 0, to: out.length, isOpen: false }, found) === null) return null
  const count = (id: number) => found.filter((one) => one === id).length
  return count(TRACK) > 0 && count(CODEC) === count(TRACK) && count(CLUSTER) > 0 ? out : null
}

interface Span {
  around: number
  from: number
  to: number
  /** Of unknown length, as MediaRecorder writes a Segment and its Clusters: ends where something begins that it cannot hold. */
  isOpen: boolean
}

/** Where what it went through ends; null where it is no WebM. */
function cleanElements(out: Buffer, { around, from, to, isOpen }: Span, found: number[]): number | null {
  let at = from
  while (at < to) {
    const element = elementAt(out, at)
    if (!element) return null
    const { id, body, size } = element
    if (isOpen && (around === CLUSTER ? id > 0xffffff : id === HEAD)) return at
    let end = size === null ? to : body + size
    if (end > to) return null
    const isKept = KEPT.get(around)!.includes(id) && !(id === SEEK && leadsNowhere(out.subarray(body, end)))
    if (size === null && !(isKept && (id === SEGMENT || id === CLUSTER))) return null
    if (!isKept) makeVoid(out, at, end)
    else {
      found.push(id)
      const span = { around: id, from: body, to: end, isOpen: size === null }
      const reached = KEPT.has(id) ? cleanElements(out, span, found) : cleanElement(out, id, body, end) ? end : null
      if (reached === null) return null
      end = reached
    }
    at = end
  }
  return at
}

/** A number's length is told by the zeros before its first one; a size of ones alone is unknown. */
function elementAt(out: Buffer, at: number): { id: number; body: number; size: number | null } | null {
  const idLength = lengthAt(out, at)
  if (idLength > 4) return null
  const sizeLength = lengthAt(out, at + idLength)
  if (sizeLength > 8) return null
  const body = at + idLength + sizeLength
  let size = out.readUInt8(at + idLength) & (0xff >> sizeLength)
  let isUnknown = size === 0xff >> sizeLength
  for (let index = at + idLength + 1; index < body; index += 1) {
    const byte = out.readUInt8(index)
    size = size * 256 + byte
    isUnknown &&= byte === 0xff
  }
  return { id: out.readUIntBE(at, idLength), body, size: isUnknown ? null : size }
}

const lengthAt = (out: Buffer, at: number) => Math.clz32(out.readUInt8(at)) - 23

function makeVoid(out: Buffer, at: number, end: number): void {
  const length = end - at
  out.fill(0, at, end)
  out.writeUInt8(0xec, at)
  // A size of one byte reaches to 126.
  if (length < 9) out.writeUInt8(0x80 | (length - 2), at + 1)
  else {
    out.writeUInt8(1, at + 1)
    out.writeUIntBE(length - 9, at + 3, 6)
  }
}

/** An entry of the table of contents for what is a Void now. Its first element is the id of what it leads to. */
function leadsNowhere(seek: Buffer): boolean {
  return seek.readUIntBE(0, 3) !== 0x53ab84 || !KEPT.get(SEGMENT)!.includes(seek.readUInt32BE(3))
}

/** Takes the comments out of what stays; false where it does not speak of sound. */
function cleanElement(out: Buffer, id: number, body: number, end: number): boolean {
  if (id === CODEC) return SOUND.test(out.toString('latin1', body, end))
  if (id !== CODEC_PRIVATE) return true
  const inside = out.subarray(body, end)
  return !inside.includes('vorbis') || emptyVorbis(inside)
}

/** Vorbis puts its three first packets in here, behind the lengths of the first two; the second is its comments. */
function emptyVorbis(body: Buffer): boolean {
  if (body.readUInt8(0) !== 2) return false
  const lengths = [0, 0]
  let at = 1
  for (let index = 0; index < 2; index += 1)
    for (let byte = 255; byte === 255; at += 1) {
      byte = body.readUInt8(at)
      lengths[index]! += byte
    }
  const from = at + lengths[0]!
  return emptyComments(body.subarray(from, from + lengths[1]!))
}
