import * as v from 'valibot'
import { code, day, id, instant } from '../contract/field'
import { refuse } from './refusal'

const kinds = { code, day, id, instant }

/** Where a page ended: opaque to the client. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor, null without one. One that we did not make is bad input, never a fault of the database. */
export function decodeCursor<K extends readonly (keyof typeof kinds)[]>(
  cursor: string | undefined,
  of: K,
): { [I in keyof K]: string } | null {
  if (cursor === undefined) return null
  try {
    const schema = v.strictTuple(of.map((kind) => kinds[kind]) as never)
    return v.parse(schema, JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))) as { [I in keyof K]: string }
  } catch {
    return refuse('BAD_INPUT', [{ path: 'cursor', rule: 'cursor' }])
  }
}
