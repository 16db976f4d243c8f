const KEPT = new Set(['fmt ', 'fact', 'data'])

/** A WAV of its format and its sound; LIST, bext (who, when, where) and id3 go. */
export function cleanWav(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = []
  const names: string[] = []
  const until = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  for (let at = 12; at < until;) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) return null
    if (KEPT.has(name)) {
      names.push(name)
      parts.push(bytes.subarray(at, end))
    }
    at = end
  }
  if (names[0] !== 'fmt ' || !names.includes('data')) return null
  const body = Buffer.concat(parts)
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
