import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

export type FileKind = 'photo' | 'recording'

/** Where photos and recordings are kept. Each is named by its id, so that nothing a user writes reaches a path. */
export interface Files {
  put(id: string, bytes: Uint8Array): Promise<void>
  /** Links that open each of these for an hour at least; the same within a quarter of an hour, so that a phone can cache it. */
  urls(ids: readonly string[], kind: FileKind): Promise<Map<string, string>>
  /** The bytes, where the link leads to this host and has not run out. */
  open(id: string, expires: number, signature: string): Promise<{ type: string; bytes: Buffer } | null>
  /** Removes what is there of these. To be called once the rows are gone: a rolled-back transaction brings no file back. */
  remove(ids: readonly string[]): Promise<void>
}

const HOUR_S = 3600
const STEP_S = 900

/** Files on the host's own disk, behind signed links. */
export function diskFiles(folder: string, key: Buffer, now: () => Date): Files {
  const sign = (id: string, expires: number) => createHmac('sha256', key).update(`${id}.${expires}`).digest('base64url')
  const seconds = () => Math.floor(now().getTime() / 1000)
  const pathOf = (id: string) => path.join(folder, id.slice(0, 2), id)
  return {
    async put(id, bytes) {
      await mkdir(path.dirname(pathOf(id)), { recursive: true })
      await writeFile(pathOf(id), bytes)
    },
    async urls(ids) {
      const expires = Math.ceil(seconds() / STEP_S) * STEP_S + HOUR_S
      return new Map(ids.map((id) => [id, `/files/${id}?expires=${expires}&signature=${sign(id, expires)}`]))
    },
    async open(id, expires, signature) {
      const expected = Buffer.from(sign(id, expires))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected) || expires < seconds()) return null
      const bytes = await readFile(pathOf(id)).catch(() => null)
      const type = bytes && (imageType(bytes) ?? recordingType(bytes))
      return bytes && type ? { type, bytes } : null
    },
    async remove(ids) {
      for (const id of ids) await rm(pathOf(id), { force: true })
    },
  }
}

/** By the first bytes, since a name or a declared type can lie; SVG and HTML, which can carry scripts, are not among them. */
export function imageType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'image/webp'
  return null
}

/** By the first bytes: MP3, M4A or AAC as phones record, WebM, OGG or MP4 as browsers do, WAV. */
export function recordingType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  // Layer III of any version, with a checksum or without.
  if (head.startsWith('ID3') || (bytes[0] === 0xff && (bytes[1]! & 0xe6) === 0xe2)) return 'audio/mpeg'
  if (bytes[0] === 0xff && (bytes[1]! & 0xf6) === 0xf0) return 'audio/aac'
  if (head.slice(4, 8) === 'ftyp') return 'audio/mp4'
  if (head.startsWith('\x1aE\xdf\xa3')) return 'audio/webm'
  if (head.startsWith('OggS')) return 'audio/ogg'
  if (head.startsWith('RIFF') && head.slice(8) === 'WAVE') return 'audio/wav'
  return null
}
