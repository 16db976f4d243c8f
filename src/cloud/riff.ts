/** The chunks of a RIFF file (WAV, WebP) as `cleaned` gives them back, without those for which it gives null; null where the file breaks off or nothing is left. */
export function cleanRiff(bytes: Buffer, cleaned: (name: string, chunk: Buffer) => Buffer | null): Buffer | null {
  const parts: Buffer[] = []
  const until = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  for (let at = 12; at < until;) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) return null
    const chunk = cleaned(name, bytes.subarray(at, end))
    if (chunk) parts.push(chunk)
    at = end
  }
  if (parts.length === 0) return null
  const body = Buffer.concat(parts)
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
