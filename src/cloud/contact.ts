import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export interface Contact {
  name: string
  phone: string
}

/** 32 bytes each. */
export interface ContactKey {
  /** Seals, and opens what it sealed. */
  current: Buffer
  /** Only opens: the key before, while `npm run keys:rotate` has not come to its end. */
  former: Buffer | null
}

const IV_BYTES = 12
const TAG_BYTES = 16
const VERSION = 1
const KEY_ID_BYTES = 4

const headers = new WeakMap<Buffer, Buffer>()

/** What a seal begins with: a version and which key opens it. A hash says nothing about the key. */
export function sealHeader(key: Buffer): Buffer {
  const known = headers.get(key)
  if (known) return known
  const id = createHash('sha256').update('lianxinqiao contact key').update(key).digest().subarray(0, KEY_ID_BYTES)
  const header = Buffer.concat([Buffer.of(VERSION), id])
  headers.set(key, header)
  return header
}

/** Encrypts a resident's name and phone with AES-256-GCM, bound to the case it belongs to, so that a row cannot be moved to another. */
export function sealContact(contact: Contact, { current }: ContactKey, concernId: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(Buffer.from(concernId))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(contact), 'utf8'), cipher.final()])
  return Buffer.concat([sealHeader(current), iv, cipher.getAuthTag(), sealed])
}

/** The inverse of `sealContact`; who may call it and that it is logged is decided in concern/contact.ts. */
export function unsealContact(sealed: Buffer, { current, former }: ContactKey, concernId: string): Contact {
  const keys = former ? [current, former] : [current]
  const named = keys.filter((key) => sealed.indexOf(sealHeader(key)) === 0)
  // The first seals began with the random iv. One in a million million looks as if it had a header, so a named key may fail too.
  const tries = [
    ...named.map((key) => () => decrypt(sealed.subarray(1 + KEY_ID_BYTES), key, concernId)),
    ...keys.map((key) => () => decrypt(sealed, key, concernId)),
  ]
  for (const attempt of tries) {
    try {
      return attempt()
    } catch {
      continue
    }
  }
  throw new Error('None of the keys opens this contact')
}

function decrypt(sealed: Buffer, key: Buffer, concernId: string): Contact {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(concernId))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return JSON.parse(decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')) as Contact
}
