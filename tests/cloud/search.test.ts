import { sql } from 'kysely'
import fc from 'fast-check'
import { lexemesOf, searchQuery } from '../../src/cloud/search'
import { openTestContext, type TestContext } from './database'

let context: TestContext
beforeAll(async () => {
  context = await openTestContext()
})
afterAll(() => context.close())

/** Whether PostgreSQL finds a text by what somebody types. */
async function finds(text: string, typed: string): Promise<boolean> {
  const query = searchQuery(typed)
  if (query === null) return false
  const { rows } = await sql<{ found: boolean }>`
    select array_to_tsvector(${await lexemesOf(text)}::text[]) @@ to_tsquery('simple', ${query}) as found`.execute(context.db)
  return rows[0]!.found
}

test('a place is found by any of its characters, pairs, pinyin or initials, from every syllable on', async () => {
  for (const typed of ['中关村', '关村', '村', 'zhongguancun', 'guancun', 'guanc', 'zgc', 'gc', 'ZGC', 'zhong guan cun'])
    expect([typed, await finds('中关村街道代表联络站', typed)]).toEqual([typed, true])
})

test('every pair of characters must be there, so a name made of its characters in another order is not found', async () => {
  for (const typed of ['村关', '中村', '中关园', 'cungua', 'zgx', '中关村 xyz'])
    expect([typed, await finds('中关村街道代表联络站', typed)]).toEqual([typed, false])
})

test('a character is read as its word wants it', async () => {
  expect(await finds('建设银行', 'yinhang')).toBe(true)
  expect(await finds('建设银行', 'yinxing')).toBe(false)
  expect(await finds('西安路', "xi'an")).toBe(true)
})

test('Latin words and digits are found by their beginning, full-width ones too', async () => {
  for (const typed of ['SOHO', 'so', 'ＳＯ', '１２', '12号']) expect([typed, await finds('望京SOHO 12号院', typed)]).toEqual([typed, true])
  expect(await finds('望京ＳＯＨＯ', 'soho')).toBe(true)
})

test('where nothing can be searched by there is no query', () => {
  for (const typed of ['', '   ', '!&|():*<->', "'", '\\\\', '，。', '😀']) expect([typed, searchQuery(typed)]).toEqual([typed, null])
})

test('nothing that is typed can break the query or become an operator', async () => {
  const piece = fc.constantFrom("'", '\\', ' & ', '|', '!', ':*', '<->', '(', ')', '\0', '路灯', 'a', '12', '𠮷', '%', '"')
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  )
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      const query = searchQuery(text)
      if (query !== null) await sql`select to_tsquery('simple', ${query})`.execute(context.db)
    }),
    { numRuns: 200 },
  )
})

test('a row stays small whatever is written into it, and its characters are kept before its pinyin', async () => {
  const lexemes = await lexemesOf('云溪区'.repeat(10), 'x'.repeat(5000), '一二三四五六七八九十'.repeat(60))
  expect(lexemes.length).toBeLessThanOrEqual(400)
  expect(Math.max(...lexemes.map((lexeme) => lexeme.length))).toBeLessThan(100)
  expect(lexemes).toContain('h九十')
})

test('asking loads no pinyin, which would cost every cold start a quarter of a second', () => {
  jest.isolateModules(() => {
    jest.doMock('pinyin-pro', () => {
      throw new Error('loaded')
    })
    const { searchQuery: ask } = jest.requireActual<typeof import('../../src/cloud/search')>('../../src/cloud/search')
    expect(ask('中关村')).toBe("'h中关' & 'h关村'")
    jest.dontMock('pinyin-pro')
  })
})
