import { randomUUID } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import writeXlsxFile from 'write-excel-file/node'
import { told } from '../../src/cloud/host/import-words'
import { deputyColumns } from '../../src/cloud/import/people'
import { rosterColumns } from '../../src/cloud/import/rosters'
import { stationColumns } from '../../src/cloud/import/stations'
import { readSheet } from '../../src/cloud/read-sheet'
import { importHeaders, importRules, officeImportKinds, type OfficeImportKind } from '../../src/domain/import'
import { openTestContext, type TestContext } from './database'
import { openReception } from './receptions'
import { buildTown, granted, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

const file = (kind: OfficeImportKind, content: string | Uint8Array) =>
  ({ kind, datum: 'gcj02', base64: Buffer.from(content).toString('base64') }) as const
const check = (kind: OfficeImportKind, content: string | Uint8Array) =>
  granted(context, 'import.check', file(kind, content), town.token.office)
const run = (kind: OfficeImportKind, content: string | Uint8Array, requestId = randomUUID()) =>
  granted(context, 'import.run', { requestId, ...file(kind, content) }, town.token.office)
const nothing = { added: 0, changed: 0, unchanged: 0 }

describe('the office brings in a table by itself', () => {
  const deputies = '编号,姓名,职务\nO1,陈一,教师\nO2,林二,医生\n'

  test('what is checked writes nothing, and says what bringing it in will do', async () => {
    const before = await context.db.selectFrom('deputies').selectAll().execute()
    expect(await check('deputies', deputies)).toEqual({ added: 2, changed: 0, unchanged: 0, badCount: 0, bad: [] })
    expect(await context.db.selectFrom('deputies').selectAll().execute()).toEqual(before)
    expect(await run('deputies', deputies)).toEqual({ added: 2, changed: 0, unchanged: 0 })
    expect(await check('deputies', deputies.replace('医生', '护士'))).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
  })

  test('a request that is sent twice answers the same', async () => {
    const requestId = randomUUID()
    const table = '编号,姓名\nO3,何三\n'
    expect([await run('deputies', table, requestId), await run('deputies', table, requestId)]).toEqual([
      { ...nothing, added: 1 },
      { ...nothing, added: 1 },
    ])
  })

  test('a bad cell is told with its row and header, and with one nothing is brought in', async () => {
    const table = '编号,姓名,选区\nO4,吴四,没有的选区\nO5,,\n'
    expect(await check('deputies', table)).toEqual({
      ...nothing,
      badCount: 2,
      bad: [
        { row: 2, column: '选区', value: '没有的选区', rule: 'unknown', number: null },
        { row: 3, column: '姓名', value: '', rule: 'empty', number: null },
      ],
    })
    expect(await refusal(context, 'import.run', { requestId: randomUUID(), ...file('deputies', table) }, town.token.office)).toBe(
      'CONFLICT',
    )
    expect(await context.db.selectFrom('deputies').where('code', 'in', ['O4', 'O5']).select('id').execute()).toEqual([])
  })

  test('a workbook is read as well, and of many bad cells a hundred are given', async () => {
    const rows = [['编号', '姓名', '选区'], ...Array.from({ length: 150 }, (_, index) => [`M${index}`, '某人', '没有'])]
    const bytes = await writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer()
    const { bad, badCount } = await check('deputies', bytes)
    expect([badCount, bad.length]).toEqual([150, 100])
  })

  test('a roster brings receptions in, but moves the end of none for which somebody is booked', async () => {
    const { code: station } = await context.db.selectFrom('stations').where('id', '=', town.hall).select('code').executeTakeFirstOrThrow()
    const { code: deputy } = await context.db.selectFrom('deputies').where('id', '=', town.wang).select('code').executeTakeFirstOrThrow()
    const roster = (to: string) => `联络站,代表,日期,开始,结束\n${station},${deputy},2026-12-03,9:00,${to}\n`
    const receptionId = await openReception(context, town, { on: '2026-12-03' })
    const { from_minute, to_minute } = await context.db
      .selectFrom('receptions')
      .where('id', '=', receptionId)
      .select(['from_minute', 'to_minute'])
      .executeTakeFirstOrThrow()
    expect(from_minute).toBe(540)
    const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
    await granted(
      context,
      'visit.book',
      { requestId: randomUUID(), receptionId, startsAt: null, about: '想当面说说路灯的事' },
      town.token.resident,
    )
    expect(await check('rosters', roster(clock(to_minute)))).toMatchObject({ badCount: 0 })
    expect(await check('rosters', roster(clock(to_minute + 30)))).toMatchObject({ badCount: 1, bad: [{ row: 2, rule: 'booked' }] })
  })

  test('more than 5,000 rows, a file that is none, and one that unpacks to more than 20 MB are refused in words', async () => {
    expect(await check('deputies', `姓名\n${'张\n'.repeat(5001)}`)).toMatchObject({
      badCount: 1,
      bad: [{ row: 0, rule: 'many_rows', number: 5000 }],
    })
    expect(await check('stations', new Uint8Array([0, 1, 2]))).toMatchObject({ bad: [{ row: 0, rule: 'unreadable' }] })
    expect(await check('stations', bomb(21))).toMatchObject({ bad: [{ row: 0, rule: 'workbook' }] })
    await expect(readSheet(bomb(21))).rejects.toThrow()
  })

  test.each(officeImportKinds)('the sample of %s has only columns that are read', async (kind) => {
    const headers = importHeaders[kind]
    expect(await check(kind, `${headers.join(',')}\n`)).toEqual({ ...nothing, badCount: 0, bad: [] })
    const columns = { deputies: deputyColumns, stations: stationColumns, rosters: rosterColumns }[kind]
    for (const header of headers) expect(Object.values(columns).flat()).toContain(header)
  })

  test.each(['wang', 'hallDesk', 'resident'] as const)('%s may neither check nor bring in', async (who) => {
    expect(await refusal(context, 'import.check', file('deputies', deputies), town.token[who])).toBe('FORBIDDEN')
    expect(await refusal(context, 'import.run', { requestId: randomUUID(), ...file('deputies', deputies) }, town.token[who])).toBe(
      'FORBIDDEN',
    )
  })
})

test('who runs the command reads a sentence for each rule', () => {
  const sentences = importRules.map((rule) => told({ row: 2, column: '姓名', value: 'x', rule, number: 7 }))
  expect(new Set(sentences).size).toBe(importRules.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^row 2, 姓名 “x”: \S.+/)
})

/** A zip with one part of so many megabytes of zeros, whose directory says that it has a single byte. */
function bomb(megabytes: number): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const part = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024))
  const head = (signature: number, size: number, fields: [number, number, 2 | 4][]) => {
    const bytes = Buffer.alloc(size)
    bytes.writeUInt32LE(signature, 0)
    for (const [at, value, width] of fields) bytes.writeUIntLE(value, at, width)
    return bytes
  }
  const local = head(0x04034b50, 30, [
    [8, 8, 2],
    [18, part.length, 4],
    [22, 1, 4],
    [26, name.length, 2],
  ])
  const entry = head(0x02014b50, 46, [
    [10, 8, 2],
    [20, part.length, 4],
    [24, 1, 4],
    [28, name.length, 2],
  ])
  const end = head(0x06054b50, 22, [
    [8, 1, 2],
    [10, 1, 2],
    [12, 46 + name.length, 4],
    [16, 30 + name.length + part.length, 4],
  ])
  return Buffer.concat([local, name, part, entry, name, end])
}
