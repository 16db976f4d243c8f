import pg from 'pg'

/** A statement as it was sent, with its values written into it. */
export interface Sent {
  text: string
  values: readonly string[]
}

type Query = (this: pg.Client, text: unknown, values?: unknown, ...rest: unknown[]) => unknown

/** What each of so many calls sends to the database, in its order. Nothing else may be under way. */
export async function recordCalls(calls: number, once: () => Promise<void>): Promise<Sent[][]> {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const { query } = prototype
  let sent: Sent[] = []
  prototype.query = function (text, values, ...rest) {
    const of = typeof text === 'string' ? { text, values } : (text as { text: string; values?: unknown })
    sent.push({ text: of.text, values: ((of.values ?? []) as unknown[]).map(literal) })
    return query.call(this, text, values, ...rest)
  }
  const recorded: Sent[][] = []
  try {
    for (let left = calls; left > 0; left -= 1) {
      sent = []
      await once()
      recorded.push(sent)
    }
  } finally {
    prototype.query = query
  }
  return recorded
}

/** What pgbench sends again: a script for each call. */
export const scriptOf = (call: readonly Sent[]): string =>
  call
    .map(({ text, values }) => text.replaceAll(/\/\*.*?\*\//g, '').replaceAll(/\$(\d+)/g, (_, no: string) => values[Number(no) - 1]!))
    .map((statement) => (statement.endsWith('\\gset') ? statement : `${statement.replaceAll('\n', ' ')};`))
    .join('\n')

/** As node-postgres writes it: of no type until the statement gives it one. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((each) => JSON.stringify(String(each))).join(',')}}`)
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
