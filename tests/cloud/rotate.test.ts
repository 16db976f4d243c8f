import { execFile } from 'node:child_process'
import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { sealContact, unsealContact } from '../../src/cloud/contact'
import { rotateContacts, sealedTables } from '../../src/cloud/rotate'
import { openTestContext, recorded, type TestContext } from './database'
import { buildTown, granted, lampConcern, type Town } from './town'

const run = promisify(execFile)
const [first, second] = [randomBytes(32), randomBytes(32)]
const before = { current: first, former: null }
const during = { current: second, former: first }
const after = { current: second, former: null }
const anna = { name: '张三', phone: '13800138000' }

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterEach(() => context.close())

/** A contact as it was sealed before seals named their key. */
function sealedWithoutHeader(id: string): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(Buffer.from(id))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(anna), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

async function submit(congressTown = town, contactKey = before): Promise<string> {
  const { id } = await granted({ ...context, contactKey }, 'concern.submit', lampConcern(), congressTown.token.resident)
  return id
}
const sealOf = async (id: string) =>
  (
    await context.db
      .selectFrom('concerns')
      .where('congress_id', '=', town.congressId)
      .where('id', '=', id)
      .select('contact')
      .executeTakeFirstOrThrow()
  ).contact!
const write = (id: string, contact: Buffer | null) =>
  context.db.updateTable('concerns').set({ contact }).where('congress_id', '=', town.congressId).where('id', '=', id).execute()

test('during the change both keys open, after it the new one alone does; seals from before keys had names too', async () => {
  const [named, unnamed] = [await submit(), await submit()]
  await write(unnamed, sealedWithoutHeader(unnamed))
  const opens = async (id: string, contactKey: typeof before | typeof during) =>
    (await granted({ ...context, contactKey }, 'concern.open', { id }, town.token.resident)).contact
  for (const id of [named, unnamed]) expect(await opens(id, during)).toMatchObject(anna)
  expect(await rotateContacts({ ...recorded(context), contactKey: during }, () => {})).toEqual({ resealed: 2, unreadable: [] })
  for (const id of [named, unnamed]) expect(await opens(id, after)).toMatchObject(anna)
  expect(() => unsealContact(Buffer.alloc(60, 1), after, named)).toThrow('None of the keys')
})

test('what the old key sealed is closed to the old key once it is changed, and a seal opens no other case', async () => {
  const [one, other] = [await submit(), await submit()]
  await rotateContacts({ ...recorded(context), contactKey: during }, () => {})
  const seal = await sealOf(one)
  expect(() => unsealContact(seal, before, one)).toThrow('None of the keys')
  expect(() => unsealContact(seal, after, other)).toThrow('None of the keys')
})

test('every congress is gone through in batches; started again it does only what is left', async () => {
  const other = await buildTown(context, 'OTHER')
  const elsewhere = await submit(other)
  const ids = Array.from({ length: 1203 }, () => randomUUID())
  const model = await context.db.selectFrom('concerns').where('congress_id', '=', other.congressId).selectAll().executeTakeFirstOrThrow()
  await context.db
    .insertInto('concerns')
    .values(
      ids.map((id, index) => ({
        ...model,
        routing: JSON.stringify(model.routing),
        id,
        number: `2026-${index + 2000}`,
        contact: sealContact(anna, before, id),
      })),
    )
    .execute()
  await submit()
  await submit(town, { ...before, current: second })

  let batches = 0
  const stopped = rotateContacts({ ...recorded(context), contactKey: during }, () => {
    batches += 1
    if (batches === 2) throw new Error('stopped')
  })
  await expect(stopped).rejects.toThrow('stopped')
  const rest = await rotateContacts({ ...recorded(context), contactKey: during }, () => {})
  expect(rest).toEqual({ resealed: 205, unreadable: [] })
  const { rows } = await sql<{
    id: string
    contact: Buffer
  }>`select id, contact from concerns where congress_id = ${other.congressId}`.execute(context.db)
  expect(rows).toHaveLength(1204)
  for (const { id, contact } of rows) expect(unsealContact(contact, after, id)).toEqual(anna)
  expect(rows.some(({ id }) => id === elsewhere)).toBe(true)
  expect(await rotateContacts({ ...recorded(context), contactKey: during }, () => {})).toEqual({ resealed: 0, unreadable: [] })
})

test('what neither key opens is named and left as it is; a case without a contact stays without', async () => {
  const [good, bad, none] = [await submit(), await submit(), await submit()]
  const strange = sealContact(anna, { current: randomBytes(32), former: null }, bad)
  await write(bad, strange)
  await write(none, null)
  expect(await rotateContacts({ ...recorded(context), contactKey: during }, () => {})).toEqual({
    resealed: 1,
    unreadable: [{ table: 'concerns', id: bad }],
  })
  expect(await sealOf(bad)).toEqual(strange)
  expect(unsealContact(await sealOf(good), after, good)).toEqual(anna)
})

test('no table with sealed contacts is forgotten', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'contact' and data_type = 'bytea' order by 1`.execute(context.db)
  expect(rows.map(({ name }) => name)).toEqual([...sealedTables].toSorted())
})

test('the command changes the key of a database, and says what it needs', async () => {
  const id = await submit()
  const command = (env: NodeJS.ProcessEnv) =>
    run(process.execPath, ['--import', 'tsx', 'src/cloud/host/rotate-key.ts'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: context.databaseUrl,
        DATA_DIR: '/nowhere/that/is/written',
        FILES_KEY: first.toString('base64'),
        ...env,
      },
    })
  const keys = { CONTACT_KEY: second.toString('base64'), CONTACT_KEY_OLD: first.toString('base64') }
  await expect(command({ CONTACT_KEY: keys.CONTACT_KEY })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('CONTACT_KEY_OLD=old') as string,
  })
  expect((await command(keys)).stdout).toContain('1 sealed anew\nCONTACT_KEY_OLD is needed no more')
  expect(unsealContact(await sealOf(id), after, id)).toEqual(anna)
})
