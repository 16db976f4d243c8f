import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** WeChat's signature: SHA-1 of the parts, sorted and joined. */
export const signatureOf = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex')

/** Takes the same time whatever differs. */
export function isSignedBy(signature: string, ...parts: string[]): boolean {
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(...parts))]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** WeChat pads to 32 bytes, not to AES's 16, so neither padding here is Node's. */
const BLOCK = 32
const keyOf = (encodingAesKey: string) => Buffer.from(`${encodingAesKey}=`, 'base64')

/** `random` is 16 bytes. `encodingAesKey` is the 43 characters of WeChat's console. */
export function seal(message: string, of: { encodingAesKey: string; appid: string; random: Buffer }): string {
  const text = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([of.random, length, text, Buffer.from(of.appid)])
  const pad = BLOCK - (plain.length % BLOCK)
  const key = keyOf(of.encodingAesKey)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64')
}

/** What was sealed for this appid; null for anything else. */
export function unseal(sealed: string, of: { encodingAesKey: string; appid: string }): string | null {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) return null
  const key = keyOf(of.encodingAesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const pad = padded.at(-1)!
  if (pad < 1 || pad > BLOCK || padded.length - pad < 20) return null
  const plain = padded.subarray(0, padded.length - pad)
  const end = 20 + plain.readUInt32BE(16)
  return plain.subarray(end).toString() === of.appid ? plain.subarray(20, end).toString() : null
}
