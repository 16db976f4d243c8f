import { createHash } from 'node:crypto'

/** The head of a case's chain under a seal. */
export interface SealedCase {
  concernId: string
  seq: number
  hash: Buffer
}

export const sha256 = (...parts: (Buffer | string)[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
export const LEAF = Buffer.from([0])
export const NODE = Buffer.from([1])

export const leafOf = ({ concernId, seq, hash }: SealedCase) => sha256(LEAF, `${concernId}\n${seq}\n`, hash)

/** The root of a day: a Merkle tree as RFC 6962 has it over the cases in the order of their ids, hashed with the root before. */
export function rootOf(cases: readonly SealedCase[], previousRoot: Buffer | null): Buffer {
  let level = cases.map(leafOf)
  while (level.length > 1)
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, index) => {
      const [left, right] = [level[index * 2]!, level[index * 2 + 1]]
      return right ? sha256(NODE, left, right) : left
    })
  return sha256(level[0] ?? '', previousRoot ?? '')
}

/** An event as it is hashed: `data` as PostgreSQL writes it, `at` in microseconds since 1970. */
export interface HashedEvent {
  congress_id: string
  concern_id: string
  seq: number
  kind: string
  by_relation: string | null
  actor_id: string | null
  at: string
  data: string
}

/** What is hashed of an event after the hash before it. */
export const eventLine = ({ congress_id, concern_id, seq, kind, by_relation, actor_id, at, data }: HashedEvent): string =>
  [congress_id, concern_id, seq, kind, by_relation ?? '', actor_id ?? '', at, data].join('\n')

/** What the database's `concern_event_hash` computes, on our side. */
export function eventHash(previous: Buffer | null, event: HashedEvent): Buffer {
  return sha256(`${previous?.toString('hex') ?? ''}\n${eventLine(event)}`)
}
