import { cleanRiff } from '../../riff'

const KEPT = new Set(['fmt ', 'fact', 'data'])

/** A WAV of its format and its sound; LIST, bext (who, when, where) and id3 go. */
export function cleanWav(bytes: Buffer): Buffer | null {
  const names: string[] = []
  const cleaned = cleanRiff(bytes, (name, chunk) => {
    if (!KEPT.has(name)) return null
    names.push(name)
    return chunk
  })
  return names[0] === 'fmt ' && names.includes('data') ? cleaned : null
}
