import { NAMED } from './schema'

const KEPT = 200
const placeholder = new RegExp(`${JSON.stringify(NAMED).slice(1, -1).replaceAll('\\', '\\\\')}:(\\w+):(\\d+)`, 'g')
const ABSENT = '00000000-0000-4000-8000-000000000000'

export interface Names {
  /** Puts what the host has named in the place of each name that is still open. */
  fillIn(operation: string, body: Buffer, person: number): Buffer
  /** Remembers what an answer names, and to whom: ids, numbers, codes, cursors, short texts, by the field in which they stood. */
  learn(operation: string, answer: string, person: number): void
}

/** Steps of the one office of the demo that would end the very roles with which the rest is tried. */
const takesRoles = /^membership\./

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

  function learnFrom(person: number, noun: string, key: string, value: unknown): void {
    if (typeof value === 'string' && value.length > 0 && value.length <= 200) {
      keep(`${person} ${noun}.${key}`, value)
      keep(`${noun}.${key}`, value)
      keep(key, value)
      if (isId(value)) keep('id', value)
      if (key === 'next') keep('cursor', value)
    } else if (Array.isArray(value)) for (const each of value.slice(0, 30)) learnFrom(person, noun, key.replace(/s$/, ''), each)
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) learnFrom(person, key === 'id' || key === 'item' ? noun : key, name, each)
  }

  return {
    fillIn(operation, body, person) {
      if (!body.includes('\\u0001named')) return body
      const noun = operation.split('.')[0]!
      const filled = body.toString('latin1').replace(placeholder, (_, key: string, digits: string) => {
        const index = Number(digits)
        if (takesRoles.test(operation)) return ABSENT
        if (key === 'requestId' && index % 20 > 0) return idOf(index)
        // Mostly what this person was told of the noun; else what anybody was, what a field of the name holds, any id.
        const own = key.endsWith('Id') ? `${key.slice(0, -2)}.id` : `${noun}.${key}`
        const order = index % 8 === 0 ? [key, 'id'] : index % 8 === 1 ? [own, key, 'id'] : [`${person} ${own}`, own, key, 'id']
        const pool = order.map((name) => pools.get(name)).find((each) => each && each.length > 0)
        const value = pool?.[(index >> 3) % pool.length] ?? ABSENT
        return Buffer.from(JSON.stringify(value).slice(1, -1)).toString('latin1')
      })
      return Buffer.from(filled, 'latin1')
    },
    learn(operation, answer, person) {
      try {
        learnFrom(person, operation.split('.')[0]!, 'id', JSON.parse(answer))
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
