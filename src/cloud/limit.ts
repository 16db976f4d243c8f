import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { guesses, guessOf, limitOf, windowEnd, type Limit } from '../domain/limit'
import type { Context } from './context'
import { kept } from './database/kept-plan'
import type { Congress } from './operation'
import { AppError } from './refusal'

/** Who calls, as far as it is known. In WeChat's cloud somebody who only reads has an openid and is no person yet. */
export interface LimitedCaller {
  personId: string | null
  openid: string | null
  address: string | null
}

interface Call {
  congressId: string
  operation: string
  isChange: boolean
  caller: LimitedCaller
}

const BUCKET_BYTES = 16

/**
 * Does the work unless its caller did this too often. Everything is counted in one statement before the work, so that
 * many at once are counted too; a code that was right, or not even a code, is given back as no guess.
 */
export async function withinLimits<T>(context: Context, call: Call, work: () => Promise<T>): Promise<T> {
  if (!context.isLimited) return work()
  const guess = await count(context, call)
  if (!guess) return work()
  const giveBack = () =>
    sql`update rate_limits set count = count - 1
    where congress_id = ${call.congressId} and bucket = ${guess}`.execute(context.db)
  try {
    const output = await work()
    await giveBack()
    return output
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'NOT_FOUND')) await giveBack()
    throw error
  }
}

/** Counts a call; refuses what is too much. Answers the bucket of its guess, where there is something to guess. */
async function count({ db, now, contactKey }: Context, { congressId, operation, isChange, caller }: Call): Promise<Buffer | null> {
  const at = now()
  const who = nameOf(caller)
  const guess = guessOf(operation)
  const bucketOf = (what: string, limit: Limit) => {
    const ends = windowEnd(at, limit)
    const bucket = createHmac('sha256', contactKey.current).update(`${what}\n${who}\n${ends}`).digest().subarray(0, BUCKET_BYTES)
    return { bucket, limit, ends }
  }
  const asked = [
    bucketOf(operation, limitOf(operation, { isChange, isPerson: caller.personId !== null })),
    ...(guess ? [bucketOf(`guess ${guess}`, guesses[guess])] : []),
  ]
  const rows = asked.map(({ bucket, ends }) => sql`(${congressId}::uuid, ${bucket}::bytea, 1, ${new Date(ends)}::timestamptz)`)
  const { rows: counted } = await sql<{ bucket: Buffer; count: number }>`
    insert ${kept} into rate_limits (congress_id, bucket, count, ends_at) values ${sql.join(rows)}
    on conflict (congress_id, bucket) do update set count = rate_limits.count + 1
    returning bucket, count`.execute(db)
  const over = asked.filter(({ bucket, limit }) => counted.some((row) => row.bucket.equals(bucket) && row.count > limit.count))
  if (over.length > 0) {
    const until = Math.max(...over.map(({ ends }) => ends))
    throw new AppError('TOO_MANY', undefined, Math.ceil((until - at.getTime()) / 1000))
  }
  return guess ? asked.at(-1)!.bucket : null
}

/** The person, else WeChat's number, else the address, else all of whom nothing is known together. */
function nameOf({ personId, openid, address }: LimitedCaller): string {
  if (personId) return `person ${personId}`
  if (openid) return `openid ${openid}`
  return `address ${address ? networkOf(address) : ''}`
}

/** A household has a network of IPv6 addresses (/64), of which it may use a new one for each call. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::')
  const groups = (text: string) => text.split(':').filter(Boolean)
  const left = groups(head)
  const right = tail === undefined ? [] : groups(tail)
  const all = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

const BATCH = 5_000

/** Takes away what has had its window. Answers how much. */
export async function forgetLimits({ db, now }: Context, { id }: Congress): Promise<number> {
  const { numAffectedRows } = await sql`delete from rate_limits where congress_id = ${id} and bucket in (
    select bucket from rate_limits where congress_id = ${id} and ends_at <= ${now()} limit ${BATCH} for update skip locked)`.execute(db)
  return Number(numAffectedRows ?? 0)
}
