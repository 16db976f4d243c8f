import { randomInt } from 'node:crypto'

/** Without the look-alikes 0 and O, 1 and I. */
export const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Letters that nobody can guess: 5 bits each. */
export const randomLetters = (length: number) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** The same letters for the same bytes; 5 bits of each byte count. */
export const lettersOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')
