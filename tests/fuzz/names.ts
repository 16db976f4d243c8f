import { NAMED } from './schema'

const KEPT = 200
const placeholder = new RegExp(`${JSON.stringify(NAMED).slice(1, -1).replaceAll('\\', '\\\\')}:(\\w+):(\\d+)`, 'g')
const ABSENT = '00000000-0000-4000-8000-000000000000'

export interface Names {
  /** Puts what the host has named in the place of each name that is still open. */
  fillIn(operation: string, body: Buffer): Buffer
  /** Remembers what an answer names: ids, numbers, codes, cursors, short texts, by the field in which they stood. */
  learn(operation: string, answer: string): void
}

/** Steps of the one office of the demo that would end the very roles with which the rest is tried. */
const takesRoles = /^(membership\.|person\.erase)/

/** What a host has named so far. */
export function namesOf(): Names {
  const pools = new Map<string, string[]>()
  const keep = (pool: string, value: string) => {
    const kept = pools.get(pool) ?? []
    pools.set(pool, kept)
    if (kept.includes(value)) return
    // The oldest make room: a record that an operation has used up is of no more use.
    if (kept.push(value) > KEPT) kept.shift()
  }
  const isId = (value: string) => /^[0-9a-f-]{36}$/.test(value)

  function learnFrom(noun: string, key: string, value: unknown): void {
    if (typeof value === 'string' && value.length > 0 && value.length <= 200) {
      keep(`${noun}.${key}`, value)
      keep(key, value)
      if (isId(value)) keep('id', value)
      if (key === 'next') keep('cursor', value)
    } else if (Array.isArray(value)) for (const each of value.slice(0, 30)) learnFrom(noun, key.replace(/s$/, ''), each)
    else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) learnFrom(noun, name, each)
  }

  return {
    fillIn(operation, body) {
      if (!body.includes('\\u0001named')) return body
      const noun = operation.split('.')[0]!
      const filled = body.toString('latin1').replace(placeholder, (_, key: string, digits: string) => {
        const index = Number(digits)
        if (takesRoles.test(operation)) return ABSENT
        if (key === 'requestId' && index % 20 > 0) return idOf(index)
        // Mostly of its own noun; else of the field's name, else any id.
        const order = index % 8 === 0 ? [key, 'id'] : [`${noun}.${key}`, key.endsWith('Id') ? `${key.slice(0, -2)}.id` : key, key, 'id']
        const pool = order.map((name) => pools.get(name)).find((each) => each && each.length > 0)
        const value = pool?.[(index >> 3) % pool.length] ?? ABSENT
        return Buffer.from(JSON.stringify(value).slice(1, -1)).toString('latin1')
      })
      return Buffer.from(filled, 'latin1')
    },
    learn(operation, answer) {
      try {
        learnFrom(operation.split('.')[0]!, 'id', JSON.parse(answer))
      } catch {
        // Not JSON: the runner says so.
      }
    },
  }
}

let made = 0
/** A request id of its own, the same in the same order of a run. */
function idOf(index: number): string {
  made += 1
  return `${(index % 9999).toString(16).padStart(8, '0')}-0000-4000-8000-${made.toString(16).padStart(12, '0')}`
}
