import { sql, type Kysely } from 'kysely'
import { openStates } from '../../domain/concern'
import { mercator, type Point } from '../../domain/place'
import { commonIn, keysOf, raresOf, type IsCommon } from '../../domain/similar'
import type { Database } from '../database/schema'
import file from './common-pairs.json'

let opened: IsCommon | undefined

/** The pairs of characters that letters are full of: a Bloom filter that comes with the project and holds no words. */
export function isCommonPair(pair: string): boolean {
  opened ??= commonIn(Buffer.from(file.bits, 'base64'))
  return opened(pair)
}

export const raresOfText = (text: string): Set<string> => raresOf(text, isCommonPair)

interface Found {
  congressId: string
  concernId: string
  text: string
  at: Point | null
  isOffered: boolean
}

export const likenessRow = ({ congressId, concernId, text, at, isOffered }: Found) => ({
  congress_id: congressId,
  concern_id: concernId,
  keys: keysOf(text, raresOfText(text), congressId),
  mercator: at ? pointOf(at) : null,
  is_offered: isOffered,
})

/** Notes by what a concern will be found when somebody says the same. */
export async function noteLikeness(db: Kysely<Database>, concerns: readonly Found[]): Promise<void> {
  if (concerns.length === 0) return
  await db
    .insertInto('likenesses')
    .values(concerns.map(likenessRow))
    .onConflict((conflict) => conflict.columns(['congress_id', 'concern_id']).doNothing())
    .execute()
}

export function pointOf(at: Point) {
  const { x, y } = mercator(at)
  return sql`point(${x}, ${y})`
}

const BATCH = 500

/** Notes open cases that were handed in before there were likenesses; says how many. They are offered to nobody, since nobody was asked. */
export async function noteMissing(db: Kysely<Database>, congressId: string): Promise<number> {
  const rows = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congressId)
    .where('state', 'in', openStates)
    .where('erased_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('likenesses')
            .whereRef('likenesses.congress_id', '=', 'concerns.congress_id')
            .whereRef('likenesses.concern_id', '=', 'concerns.id')
            .select('concern_id'),
        ),
      ),
    )
    .select(['id', 'text', 'lon', 'lat'])
    .limit(BATCH)
    .execute()
  await noteLikeness(
    db,
    rows.map(({ id, text, lon, lat }) => ({
      congressId,
      concernId: id,
      text,
      at: lon !== null && lat !== null ? { lon, lat } : null,
      isOffered: false,
    })),
  )
  return rows.length
}
