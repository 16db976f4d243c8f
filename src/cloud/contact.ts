import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export interface Contact {
  name: string
  phone: string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Encrypts a resident's name and phone with AES-256-GCM, bound to the case it belongs to, so that a row cannot be moved to another. */
export function sealContact(contact: Contact, key: Buffer, concernId: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(concernId))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(contact), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** The inverse of `sealContact`; who may call it and that it is logged is decided in concern/contact.ts. */
export function unsealContact(sealed: Buffer, key: Buffer, concernId: string): Contact {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(concernId))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return JSON.parse(decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')) as Contact
}
