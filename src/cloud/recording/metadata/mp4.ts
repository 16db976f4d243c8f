/** What is needed to play a sound: boxes by the box around them. Everything else becomes `free`. */
const KEPT: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    '': 'ftyp styp moov moof mdat sidx mfra',
    moov: 'mvhd iods trak mvex',
    trak: 'tkhd edts mdia',
    edts: 'elst',
    mdia: 'mdhd hdlr minf',
    minf: 'smhd nmhd dinf stbl',
    dinf: 'dref',
    stbl: 'stsd stts ctts cslg stsc stsz stz2 stco co64 stss sdtp sbgp sgpd',
    mvex: 'mehd trex',
    moof: 'mfhd traf',
    traf: 'tfhd tfdt trun sdtp sbgp sgpd',
    mfra: 'tfra mfro',
  }).map(([around, names]) => [around, new Set(names.split(' '))]),
)
/** AAC, Opus, ALAC and AMR. FLAC is not among them: it brings comments of its own into `stsd`. */
const CODECS = new Set(['mp4a', 'Opus', 'alac', 'samr', 'sawb'])

/**
 * An MP4 of sound alone, as long as it was, since tables say where in the file the sound stands. One with a track of
 * anything else is refused: films and phones write places into tracks too.
 */
export function cleanMp4(bytes: Buffer): Buffer | null {
  const out = Buffer.from(bytes)
  const found: string[] = []
  if (out.toString('latin1', 4, 8) !== 'ftyp' || !cleanBoxes(out, { around: '', from: 0, to: out.length }, found)) return null
  const count = (name: string) => found.filter((one) => one === name).length
  const tracks = count('trak')
  return tracks > 0 && count('hdlr') === tracks && count('stsd') === tracks && count('mdat') > 0 ? out : null
}

interface Span {
  around: string
  from: number
  to: number
}

function cleanBoxes(out: Buffer, { around, from, to }: Span, found: string[]): boolean {
  for (let at = from; at < to;) {
    const name = out.toString('latin1', at + 4, at + 8)
    const { body, end } = sizeOf(out, at, around)
    if (end < body || end > to) return false
    if (KEPT.get(around)!.has(name)) {
      found.push(name)
      const isClean = KEPT.has(name) ? cleanBoxes(out, { around: name, from: body, to: end }, found) : cleanBox(out, name, body, end)
      if (!isClean) return false
    } else {
      out.write('free', at + 4, 'latin1')
      out.fill(0, body, end)
    }
    at = end
  }
  return true
}

function sizeOf(out: Buffer, at: number, around: string): { body: number; end: number } {
  const size = out.readUInt32BE(at)
  if (size === 1) return { body: at + 16, end: at + Number(out.readBigUInt64BE(at + 8)) }
  // The last box may go on to the end of the file.
  if (size === 0 && around === '') return { body: at + 8, end: out.length }
  return { body: at + 8, end: at + size }
}

/** Takes times, names and addresses out of a box that stays; false where it does not speak of sound. */
function cleanBox(out: Buffer, name: string, body: number, end: number): boolean {
  const box = out.subarray(body, end)
  if (name === 'mvhd' || name === 'tkhd' || name === 'mdhd') box.fill(0, 4, box.readUInt8(0) === 1 ? 20 : 12)
  if (name === 'hdlr') {
    if (box.toString('latin1', 8, 12) !== 'soun') return false
    box.fill(0, 24)
  }
  if (name === 'stsd') return box.readUInt32BE(4) === 1 && CODECS.has(box.toString('latin1', 12, 16))
  return name !== 'dref' || cleanReferences(box)
}

/** QuickTime's references to other files name a computer's disk and folders. */
function cleanReferences(dref: Buffer): boolean {
  for (let at = 8; at < dref.length;) {
    const end = at + dref.readUInt32BE(at)
    if (end < at + 12 || end > dref.length) return false
    dref.fill(0, at + 12, end)
    at = end
  }
  return true
}
