import { cleanFrames } from './metadata/frames'
import { cleanMp4 } from './metadata/mp4'
import { cleanOgg } from './metadata/ogg'
import { cleanWav } from './metadata/wav'
import { cleanWebm } from './metadata/webm'

const CLEAN: Record<string, (bytes: Buffer) => Buffer | null> = {
  'audio/mpeg': cleanFrames,
  'audio/aac': cleanFrames,
  'audio/mp4': cleanMp4,
  'audio/webm': cleanWebm,
  'audio/ogg': cleanOgg,
  'audio/wav': cleanWav,
}

/**
 * A recording without what it tells beside its sound: place, time, title, names, comments, pictures. Which program wrote
 * it is kept. Null where the file breaks off or is not what it claims to be. An MP3 may turn out to be AAC: both can
 * begin with the same tag.
 */
export function withoutMetadata(bytes: Buffer, type: string): Buffer | null {
  try {
    return CLEAN[type]?.(bytes) ?? null
  } catch (error) {
    // Node's own error for reading past the end.
    if (/OUT_OF_(RANGE|BOUNDS)$/.test((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}
