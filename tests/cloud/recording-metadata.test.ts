import { withoutMetadata } from '../../src/cloud/recording/metadata'
import { recordingType } from '../../src/cloud/files'

const SECRETS = ['Zhang San', '+30.1234+120.5678/', '2024-05-06']
const SECRET = SECRETS.join(' ')
const SOUND = Buffer.from('what was said')

const text = (value: string) => Buffer.from(value, 'latin1')
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const u32le = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const join = (...parts: (Buffer | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part)))

function clean(bytes: Buffer): Buffer {
  const type = recordingType(bytes)!
  const left = withoutMetadata(bytes, type)!
  for (const secret of SECRETS) expect(left.includes(secret)).toBe(false)
  const again = recordingType(left)!
  expect(again === type || (type === 'audio/mpeg' && again === 'audio/aac')).toBe(true)
  expect(withoutMetadata(left, again)!.equals(left)).toBe(true)
  return left
}
const cleaned = (bytes: Buffer) => withoutMetadata(bytes, recordingType(bytes)!)

/** As WeChat's recorder writes it: MPEG 2 Layer III, 16 kHz, 48 kbit/s. */
const mp3Frame = (fill: number) => join([0xff, 0xf3, 0x68, 0xc0], Buffer.alloc(212, fill))
const mp3Frames = join(mp3Frame(1), mp3Frame(2), mp3Frame(3))
const adtsFrame = (fill: number) => join([0xff, 0xf1, 0x50, 0x40, 0x03, 0x60, 0xfc], Buffer.alloc(20, fill))
const adtsFrames = join(adtsFrame(1), adtsFrame(2), adtsFrame(3))
const id3 = (body: Buffer, flags = 0) => join(text('ID3\x04\0'), [flags, 0, 0, body.length >> 7, body.length & 0x7f], body)
/** A picture in a tag can look like sound. */
const picture = join(text(SECRET), mp3Frame(9), mp3Frame(9), text(SECRET))
const id3v1 = join(text(`TAG${SECRET}`.padEnd(128, '\0')))
const apeFoot = (isHead: boolean) =>
  join(text('APETAGEX'), u32le(2000), u32le(32 + SECRET.length), u32le(1), u32le(isHead ? 0xa000_0000 : 0x8000_0000), Buffer.alloc(8))
const ape = join(apeFoot(true), text(SECRET), apeFoot(false))
const lyrics = text(`LYRICSBEGIN${SECRET}000052LYRICS200`)
const mp3 = join(id3(picture), id3(text(SECRET)), mp3Frames, ape, lyrics, id3v1)

describe('an MP3 or AAC is its frames', () => {
  test('tags before and behind them go', () => {
    expect(clean(mp3).equals(mp3Frames)).toBe(true)
    for (const tag of [id3v1, ape, lyrics, id3(text(SECRET))]) expect(clean(join(mp3Frames, tag)).equals(mp3Frames)).toBe(true)
    expect(clean(join(id3(text(SECRET), 0x10), text('3DI\x04\0\0\0\0\0\0'), mp3Frames)).equals(mp3Frames)).toBe(true)
  })

  test('AAC with the tag of an MP3 is AAC again', () => {
    const left = clean(join(id3(text(SECRET)), adtsFrames, id3v1))
    expect(left.equals(adtsFrames)).toBe(true)
    expect(recordingType(left)).toBe('audio/aac')
  })

  test('a last frame that was cut short takes nothing of the tag behind it along', () => {
    for (let length = 1; length < 216; length += 1)
      expect(clean(join(mp3Frames, mp3Frame(4).subarray(0, length), id3v1)).includes('TAG')).toBe(false)
  })

  test('what was said behind a spoilt frame stays', () => {
    const left = clean(join(mp3Frames, text(SECRET), mp3Frames, id3(picture), mp3Frames))
    expect(left.length).toBeGreaterThanOrEqual(8 * 216)
  })

  test('a tag without sound, or longer than the file, is no recording', () => {
    expect(cleaned(join(text('ID3'), Buffer.alloc(2000)))).toBeNull()
    expect(cleaned(join(id3(text(SECRET)).subarray(0, -1)))).toBeNull()
  })
})

const chunk = (name: string, body: Buffer) => join(text(name), u32le(body.length), body, Buffer.alloc(body.length % 2))
const wavOf = (...chunks: Buffer[]) => {
  const body = join(...chunks)
  return join(text('RIFF'), u32le(body.length + 4), text('WAVE'), body)
}
const fmt = chunk('fmt ', Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]))
const fact = chunk('fact', u32le(6))
const data = chunk('data', SOUND)
const wav = join(wavOf(fmt, chunk('LIST', text(`INFOIART${SECRET}`)), fact, chunk('bext', text(SECRET)), data, chunk('id3 ', text(SECRET))))

describe('a WAV is its format and its sound', () => {
  test('every other chunk goes, and the length is right again', () => {
    expect(clean(wav).equals(wavOf(fmt, fact, data))).toBe(true)
    expect(clean(join(wav, text(SECRET))).equals(wavOf(fmt, fact, data))).toBe(true)
  })

  test('one without a format, without sound, or that breaks off is no recording', () => {
    expect(cleaned(wavOf(data))).toBeNull()
    expect(cleaned(wavOf(fmt))).toBeNull()
    expect(cleaned(wavOf(fmt, data).subarray(0, -2))).toBeNull()
  })
})

const box = (name: string, ...body: Buffer[]) => {
  const inside = join(...body)
  return join(u32(inside.length + 8), text(name), inside)
}
const free = (of: Buffer) => box('free', Buffer.alloc(of.length - 8))
const times = (name: string, version: number, isClean: boolean) =>
  box(name, u32(version << 24), Buffer.alloc(version ? 16 : 8, isClean ? 0 : 0xe2), text('timescale and duration'))
const hdlr = (kind: string, name: string) => box('hdlr', u32(0), u32(0), text(kind), Buffer.alloc(12), text(name))
const stsd = (codec: string) => box('stsd', u32(0), u32(1), box(codec, Buffer.alloc(28)))
const dref = (address: string) => box('dref', u32(0), u32(1), box('url ', u32(1), text(address)))
const udta = box('udta', box('\xa9xyz', text(SECRET)))
const trak = (isClean: boolean, { kind = 'soun', codec = 'mp4a', version = 0 } = {}) => {
  const gone = isClean ? free : (given: Buffer) => given
  const secret = isClean ? '\0'.repeat(SECRET.length) : SECRET
  return box(
    'trak',
    times('tkhd', version, isClean),
    box(
      'mdia',
      times('mdhd', version, isClean),
      hdlr(kind, secret),
      box('minf', box('dinf', dref(secret)), box('stbl', stsd(codec), box('stco', u32(0), u32(1), u32(4711)))),
    ),
    gone(udta),
    gone(box('meta', text(SECRET))),
  )
}
const mp4Of = (isClean: boolean, track: Parameters<typeof trak>[1] = {}) => {
  const gone = isClean ? free : (given: Buffer) => given
  const mdat = box('mdat', SOUND)
  return join(
    box('ftyp', text('M4A \0\0\0\0')),
    gone(box('free', text(SECRET))),
    gone(box('uuid', text(SECRET))),
    box('moov', times('mvhd', track.version ?? 0, isClean), trak(isClean, track), gone(udta), gone(box('meta', text(SECRET)))),
    gone(box('prft', text(SECRET))),
    box('moof', box('mfhd', u32(0)), box('traf', box('tfhd', u32(0)), gone(box('uuid', text(SECRET))), box('trun', u32(0)))),
    mdat,
    // The longer form of a length.
    join(u32(1), text(isClean ? 'free' : 'skip'), u32(0), u32(16 + SECRET.length), isClean ? Buffer.alloc(SECRET.length) : text(SECRET)),
    // To the end of the file.
    join(u32(0), text('mdat'), SOUND),
  )
}

describe('an MP4 is the sound and the tables to find it', () => {
  test.each([0, 1])('places, names, times and unknown boxes are overwritten where they stand (version %s)', (version) => {
    expect(clean(mp4Of(false, { version })).equals(mp4Of(true, { version }))).toBe(true)
  })

  test('a film, a track of places, a codec with comments of its own and one without a track are no recordings', () => {
    for (const kind of ['vide', 'meta', 'text']) expect(cleaned(mp4Of(false, { kind }))).toBeNull()
    expect(cleaned(mp4Of(false, { codec: 'fLaC' }))).toBeNull()
    expect(cleaned(join(box('ftyp', text('M4A ')), box('mdat', SOUND)))).toBeNull()
    expect(cleaned(join(box('ftyp', text('M4A ')), box('moov', trak(true))))).toBeNull()
  })

  test('a box that is longer than what it stands in is no recording', () => {
    const mp4 = mp4Of(true)
    const at = mp4.indexOf('stco') - 4
    for (const size of [0, 4, 1000, 0xffff_ffff]) {
      const spoilt = Buffer.from(mp4)
      spoilt.writeUInt32BE(size, at)
      expect(cleaned(spoilt)).toBeNull()
    }
  })
})

/** Ids are written with the bits that tell their length, as a hexadecimal word. */
const element = (id: string, ...body: Buffer[]) => {
  const inside = join(...body)
  return join(Buffer.from(id, 'hex'), [0x40 | (inside.length >> 8), inside.length & 0xff], inside)
}
const UNKNOWN = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
const open = (id: string, ...body: Buffer[]) => join(Buffer.from(id, 'hex'), UNKNOWN, ...body)
const hollow = (of: Buffer) =>
  of.length < 9
    ? join([0xec, 0x80 | (of.length - 2)], Buffer.alloc(of.length - 2))
    : join([0xec, 1, 0, 0, 0], u32(of.length - 9), Buffer.alloc(of.length - 9))
const [SEGMENT, CLUSTER] = ['18538067', '1f43b675']
const seek = (id: string) => element('4dbb', join(Buffer.from('53ab84', 'hex'), Buffer.from(id, 'hex')), Buffer.from('53ac8101', 'hex'))
const comments = (head: string, list: string[], tail: Buffer) =>
  join(text(head), u32le(6), text('vendor'), u32le(list.length), ...list.flatMap((one) => [u32le(one.length), text(one)]), tail)
const withoutComments = (of: Buffer, head: string, tail: number[]) => {
  const left = join(text(head), u32le(6), text('vendor'), u32le(0), tail)
  return join(left, Buffer.alloc(of.length - left.length))
}
const vorbisComments = comments('\x03vorbis', [`TITLE=${SECRET}`, 'ARTIST=Zhang San'], Buffer.from([1]))
const noVorbisComments = withoutComments(vorbisComments, '\x03vorbis', [1])
const codecPrivate = (second: Buffer) => element('63a2', join([2, 7, second.length]), text('\x01vorbis'), second, text('\x05vorbis'))
const webmOf = (isClean: boolean, { isOpen = true, codec = 'A_VORBIS' } = {}) => {
  const gone = isClean ? hollow : (given: Buffer) => given
  const maybeOpen = isOpen ? open : element
  const cluster = (...more: Buffer[]) =>
    maybeOpen(
      CLUSTER,
      element('e7', Buffer.from([0])),
      gone(element('bf', u32(7))),
      element('a3', SOUND),
      element('a0', element('a1', SOUND), gone(element('75a1', text(SECRET)))),
      ...more,
    )
  return join(
    element('1a45dfa3', element('4282', text('webm')), gone(element('ec', text(SECRET)))),
    maybeOpen(
      SEGMENT,
      element('114d9b74', seek('1549a966'), gone(seek('1254c367'))),
      element(
        '1549a966',
        gone(element('bf', u32(7))),
        element('2ad7b1', u32(1_000_000)),
        gone(element('7ba9', text(SECRET))),
        gone(element('4461', Buffer.alloc(8, 7))),
        gone(element('7384', text(SECRET))),
        element('4d80', text('Chrome')),
        element('5741', text('Chrome')),
      ),
      element(
        '1654ae6b',
        element(
          'ae',
          element('d7', Buffer.from([1])),
          gone(element('536e', text(SECRET))),
          element('86', text(codec)),
          codecPrivate(isClean ? noVorbisComments : vorbisComments),
        ),
      ),
      cluster(gone(element('ec', text(SECRET)))),
      gone(element('1254c367', text(SECRET))),
      cluster(),
      gone(element('1043a770', text(SECRET))),
      gone(element('1941a469', text(SECRET))),
      element('1c53bb6b', element('bb', Buffer.from([1]))),
    ),
  )
}

describe('a WebM is the sound and the tables to find it', () => {
  test.each([true, false])('titles, times, tags, chapters and attachments become Voids (of unknown length: %s)', (isOpen) => {
    expect(clean(webmOf(false, { isOpen })).equals(webmOf(true, { isOpen }))).toBe(true)
  })

  test('what MediaRecorder writes stays as it is', () => {
    const track = element('ae', element('d7', Buffer.from([1])), element('86', text('A_OPUS')), element('63a2', text('OpusHead')))
    const cluster = open(CLUSTER, element('e7', Buffer.from([0])), element('a3', SOUND))
    const head = element('1a45dfa3', element('4282', text('webm')))
    const info = element('1549a966', element('4d80', text('Chrome')))
    const spoken = join(head, open(SEGMENT, info, element('1654ae6b', track), cluster, cluster))
    expect(clean(spoken).equals(spoken)).toBe(true)
    expect(clean(join(spoken, spoken)).equals(join(spoken, spoken))).toBe(true)
  })

  test('a film, a codec with comments of its own, one without sound and one with tags of unknown length are no recordings', () => {
    expect(cleaned(webmOf(false, { codec: 'V_VP8' }))).toBeNull()
    expect(cleaned(webmOf(false, { codec: 'A_FLAC' }))).toBeNull()
    expect(cleaned(join(element('1a45dfa3'), open(SEGMENT, element('1549a966'))))).toBeNull()
    expect(cleaned(join(webmOf(false), open('1254c367', text(SECRET))))).toBeNull()
    expect(cleaned(webmOf(false).subarray(0, -1))).toBeNull()
  })
})

/** As the specification has it, bit by bit. */
const checksum = (page: Buffer) => {
  let value = 0
  for (const byte of page)
    for (let bit = 7; bit >= 0; bit -= 1) {
      const isOver = ((value >>> 31) ^ ((byte >> bit) & 1)) === 1
      value = ((value << 1) ^ (isOver ? 0x04c11db7 : 0)) >>> 0
    }
  return value
}
const page = (flags: number, lengths: number[], body: Buffer, serial = 5) => {
  const head = (sum: number) =>
    join(text('OggS\0'), [flags], Buffer.alloc(8), u32le(serial), u32le(0), u32le(sum), [lengths.length], lengths)
  return join(head(checksum(join(head(0), body))), body)
}
const FIRST = 2
const opusComments = comments('OpusTags', [`TITLE=${SECRET}`, `METADATA_BLOCK_PICTURE=${SECRET.repeat(12)}`], Buffer.alloc(0))
const oggOf = (second: Buffer, head: string, serial = 5) =>
  join(
    page(FIRST, [8], text(head.padEnd(8, '\0')), serial),
    // Over two pages, on the second of which the sound begins.
    page(0, [255], second.subarray(0, 255), serial),
    page(
      1,
      [...Array.from({ length: Math.floor(second.length / 255) - 1 }, () => 255), second.length % 255, SOUND.length],
      join(second.subarray(255), SOUND),
      serial,
    ),
    page(4, [SOUND.length], SOUND, serial),
  )
const opus = oggOf(opusComments, 'OpusHead')
const noOpusComments = withoutComments(opusComments, 'OpusTags', [])
const longVorbis = comments('\x03vorbis', [SECRET.repeat(12)], Buffer.from([1]))
const vorbis = oggOf(longVorbis, '\x01vorbis')

describe('an Ogg is its sound', () => {
  test('comments go, however many pages they fill; pages keep their length and are right again', () => {
    expect(clean(opus).equals(oggOf(noOpusComments, 'OpusHead'))).toBe(true)
    expect(clean(vorbis).equals(oggOf(withoutComments(longVorbis, '\x03vorbis', [1]), '\x01vorbis'))).toBe(true)
  })

  test('comments of a second stream behind the first go too', () => {
    const both = join(opus, oggOf(opusComments, 'OpusHead', 6))
    expect(clean(both).equals(join(oggOf(noOpusComments, 'OpusHead'), oggOf(noOpusComments, 'OpusHead', 6)))).toBe(true)
  })

  test('malformed comments, streams side by side, FLAC and a film are no recordings', () => {
    const spoilt = (change: (packet: Buffer) => unknown) => {
      const packet = Buffer.from(opusComments)
      change(packet)
      return cleaned(oggOf(packet, 'OpusHead'))
    }
    expect(spoilt((packet) => packet.write('X'))).toBeNull()
    expect(spoilt((packet) => packet.writeUInt32LE(0xffff_ffff, 8))).toBeNull()
    expect(spoilt((packet) => packet.writeUInt32LE(0xffff_ffff, 18))).toBeNull()
    expect(spoilt((packet) => packet.writeUInt32LE(9999, 22))).toBeNull()
    const unframed = Buffer.from(longVorbis)
    unframed[unframed.length - 1] = 0
    expect(cleaned(oggOf(unframed, '\x01vorbis'))).toBeNull()
    expect(cleaned(join(page(FIRST, [8], text('OpusHead')), page(FIRST, [8], text('OpusHead'), 6)))).toBeNull()
    expect(cleaned(join(opus, page(0, [SOUND.length], SOUND, 6)))).toBeNull()
    for (const head of ['\x7fFLAC', '\x80theora']) expect(cleaned(oggOf(opusComments, head))).toBeNull()
    expect(cleaned(page(FIRST, [8], text('OpusHead')))).toBeNull()
  })
})

const whole = {
  mp3,
  aac: join(id3(text(SECRET)), adtsFrames, id3v1),
  wav,
  mp4: mp4Of(false),
  webm: webmOf(false),
  'webm of known length': webmOf(false, { isOpen: false }),
  opus,
  vorbis,
}

describe.each(Object.entries(whole))('%s', (_, bytes) => {
  const type = recordingType(bytes)!

  test('that breaks off anywhere never throws, and never tells more', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      const left = withoutMetadata(bytes.subarray(0, length), type)
      expect(left === null || SECRETS.every((secret) => !left.includes(secret))).toBe(true)
    }
  })

  test('of which any byte is spoilt never throws', () => {
    for (let at = 0; at < bytes.length; at += 1)
      for (const change of [0xff, 0x01, 0x80, bytes[at]!]) {
        const spoilt = Buffer.from(bytes)
        spoilt[at] = spoilt[at]! ^ change
        expect(() => withoutMetadata(spoilt, type)).not.toThrow()
      }
  })

  test('is left as it was given: what is cleaned is a copy', () => {
    const given = Buffer.from(bytes)
    withoutMetadata(given, type)
    expect(given.equals(bytes)).toBe(true)
  })
})

const MOST = 1_500_000
const filled = (part: Buffer) => Buffer.alloc(MOST - (MOST % part.length), part)
const head = join(element('1a45dfa3'), open(SEGMENT))
const shortComments = comments('OpusTags', [SECRET], Buffer.alloc(0))
const adtsEndsAtTag = join(
  ...Array.from({ length: 1169 }, (_, index) => {
    const length = (1169 - index) * 7 + 3
    return [0xff, 0xf1, 0x50, 0x40 | (length >> 11), (length >> 3) & 0xff, (length & 7) << 5, 0]
  }),
  text('TAGTAG'),
)
const manyComments = join(text('OpusTags'), u32le(0), u32le(64_000 * 4 - 4), Buffer.alloc(MOST))
const pagesOf = (packet: Buffer, pages: number) =>
  Array.from({ length: pages }, (_, index) => {
    const lengths = Array.from({ length: 255 }, (__, at) => (index === pages - 1 && at === 254 ? 254 : 255))
    return page(1, lengths, packet.subarray(index * 65_025, index * 65_025 + lengths.reduce<number>((sum, length) => sum + length, 0)))
  })

test.each([
  ['beginnings of frames', 'audio/mpeg', filled(Buffer.from([0xff, 0xf3, 0x68, 0xc0, 0])), false],
  ['frames that end at tags', 'audio/aac', filled(adtsEndsAtTag), false],
  ['tags of nothing', 'audio/mpeg', filled(id3(Buffer.alloc(0))), false],
  ['empty boxes', 'audio/mp4', join(mp4Of(false).subarray(0, -21), filled(box('uuid'))), true],
  ['empty elements', 'audio/webm', join(webmOf(false), open(CLUSTER), filled(Buffer.from([0xa3, 0x80]))), true],
  ['clusters without end', 'audio/webm', join(webmOf(false), filled(open(CLUSTER))), true],
  ['files', 'audio/webm', join(webmOf(false), filled(head)), true],
  ['streams', 'audio/ogg', filled(join(page(FIRST, [8], text('OpusHead')), page(0, [shortComments.length], shortComments))), true],
  ['empty comments', 'audio/ogg', join(page(FIRST, [8], text('OpusHead')), ...pagesOf(manyComments, 22)), true],
])('%s that fill the longest recording are gone through once', (_, type, bytes, isRecording) => {
  // What goes back over it takes minutes, far beyond jest's own limit.
  expect(withoutMetadata(bytes, type) !== null).toBe(isRecording)
})
