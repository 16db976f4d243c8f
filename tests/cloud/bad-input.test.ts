import { randomUUID } from 'node:crypto'
import { operations } from '../../src/contract'
import { openapi } from '../../src/contract/openapi'
import type { Operation } from '../../src/contract/operation'
import { everything, openTestContext, type TestContext } from './database'
import { absentRecords, goodInputs } from './inputs'
import { published } from './notices'
import { openReception } from './receptions'
import { buildTown, call, granted, lampConcern, type Town } from './town'

let context: TestContext
let town: Town
let good: ReturnType<typeof goodInputs>
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  const concernId = (await granted(context, 'concern.submit', lampConcern(), town.token.resident)).id
  const receptionId = await openReception(context, town, { on: '2026-12-03' })
  const visitId = (await granted(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null }, town.token.resident)).id
  const noticeId = (await published(context, town)).id
  good = goodInputs({ ...absentRecords(), town, concernId, receptionId, visitId, noticeId })
})
afterAll(() => context.close())

const all = Object.entries(operations) as [string, Operation][]

const hostile: unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x'.repeat(3_000_000),
  '\0',
  'a\u0000b',
  '\ud800',
  '\udfff字',
  '\u202e反向',
  "'; drop table concerns; --",
  '<script>alert(1)</script>',
  '=cmd|calc',
  '%00',
  '../../etc/passwd',
  [],
  [[]],
  {},
  { __proto__: { isOffice: true } },
  { lon: 'x', lat: null },
  { lon: 1e308, lat: -1e308 },
  ['not-a-uuid'],
  Array.from({ length: 10_000 }, () => 'x'),
  '00000000-0000-0000-0000-000000000000',
  'eyJhIjoxfQ',
  'WyIyMDI2LTAyLTMwIiwieCJd',
]

test('every operation of the contract is tried here', () => {
  expect(Object.keys(good).sort()).toEqual(Object.keys(operations).sort())
})

describe.each(all)('%s with bad input', (name, operation) => {
  // The one who may do most with the case and without, so that the refusal is for the input and not for the person.
  const tokens = () => {
    const { resident, wang, hallDesk, office } = town.token
    return (
      {
        concern: [resident, wang],
        visit: [resident, hallDesk],
        reception: [wang, hallDesk],
        rota: [hallDesk],
        notice: [hallDesk],
        registration: [resident, hallDesk],
      }[name.split('.')[0]!] ?? [office]
    )
  }

  test('each spoilt field gives a declared refusal, and what is refused changes nothing', async () => {
    const input = good[name]!()
    let before = await everything(context)
    for (const field of Object.keys(input))
      for (const value of hostile)
        for (const token of tokens()) {
          const reply = await call(context, name, { ...input, requestId: randomUUID(), [field]: value }, token)
          if (reply.ok) {
            before = await everything(context)
            continue
          }
          expect({
            field,
            value: String(value).slice(0, 40),
            declared: operation.errors.includes(reply.error.code),
            code: reply.error.code,
          }).toMatchObject({ declared: true })
          expect(await everything(context)).toBe(before)
        }
  }, 120_000)

  test('nothing, a list, a number, an unknown field and a missing field are bad input, named by their path', async () => {
    const input: Record<string, unknown> = { ...good[name]!(), ...(operation.isChange && { requestId: randomUUID() }) }
    for (const nothing of [undefined, null, [], 3, 'x'])
      expect(await call(context, name, nothing, town.token.office)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect(await call(context, name, { ...input, isOffice: true }, town.token.office)).toMatchObject({
      error: { code: 'BAD_INPUT', fields: [{ path: 'isOffice', rule: 'unknown' }] },
    })
    if (operation.isChange) {
      const { requestId: _, ...without } = input
      expect(await call(context, name, without, town.token.office)).toMatchObject({
        error: { code: 'BAD_INPUT', fields: [{ path: 'requestId', rule: 'required' }] },
      })
    }
  })

  if (operation.by !== 'anyone')
    test('without a sign-in, or with one that is spoilt, it asks to sign in', async () => {
      const input = {
        ...good[name]!(),
        ...(operation.isChange && { requestId: randomUUID() }),
        ...('cursor' in good[name]!() && { cursor: undefined }),
      }
      for (const token of [undefined, '', 'x', town.token.office.slice(0, -2), 'A'.repeat(64), '\0'])
        expect(await call(context, name, input, token, town.code)).toEqual({ ok: false, error: { code: 'SIGN_IN' } })
    })
})

test('an operation that is not there is not found, whatever its name', async () => {
  for (const name of ['concern.delete', 'toString', '__proto__', 'constructor', '', 'concern'])
    expect(await call(context, name, {}, town.token.office)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
})

test('a congress that is not there is not found, whatever is asked of it', async () => {
  for (const name of Object.keys(operations).filter((each) => each !== 'congress.list'))
    expect(await call(context, name, {}, town.token.office, 'ABSENT')).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
})

test('openapi lists every operation with its input, output and errors', () => {
  const { paths } = openapi() as { paths: Record<string, { post: { requestBody: unknown; responses: Record<string, unknown> } }> }
  expect(Object.keys(paths).sort()).toEqual(
    Object.keys(operations)
      .map((name) => `/rpc/${name}`)
      .sort(),
  )
  for (const [name, { errors }] of all) {
    const { responses } = paths[`/rpc/${name}`]!.post
    expect(responses[200]).toBeDefined()
    expect(Object.keys(responses).length).toBe(new Set(errors).size + 1)
  }
})

describe('an input larger than any that a page sends', () => {
  const tooLarge = { ok: false, error: { code: 'BAD_INPUT', fields: [{ path: '', rule: 'too_large' }] } }

  // Two minutes of a whole host's time before they were refused.
  test.each([
    ['300,000 photos', { ...lampConcern(), photoIds: Array(300_000).fill(0) }],
    ['60,000 fields', { ...lampConcern(), ...Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`k${i}`, 0])) }],
    ['lists within lists', { ...lampConcern(), text: JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown }],
  ])('with %s is refused before anybody looks at each of them', async (_, input) => {
    expect(await call(context, 'concern.submit', input as never, town.token.resident)).toEqual(tooLarge)
  })

  test('a photo of five million letters is refused like any that is too large, and is no failure of ours', async () => {
    const ask = (base64: string) => call(context, 'photo.add', { requestId: randomUUID(), base64 }, town.token.resident)
    expect(await ask('abcd'.repeat(1_250_000))).toEqual(tooLarge)
    expect(await ask('abcd'.repeat(700_000))).toMatchObject({ error: { fields: [{ path: 'base64', rule: 'too_large' }] } })
  })
})
