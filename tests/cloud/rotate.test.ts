import { execFile, spawn } from 'node:child_process'
import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { sealContact, sealHeader, unsealContact } from '../../src/cloud/contact'
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

/** Bytes that are not sealed: hashes, of which nothing is opened, and the topic model. Whoever adds a column of bytes says here or in `sealedTables` which it is. */
const notSealed = [
  'assistances.claim_hash',
  'concern_events.hash',
  'invitations.code_hash',
  'rate_limits.bucket',
  'requests.input_hash',
  'seals.previous_root',
  'seals.root',
  'sealed_cases.hash',
  'sessions.token_hash',
  'sign_in_offers.secret_hash',
  'topic_models.model',
]

test('no sealed column is forgotten, whatever it is called', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' order by 1`.execute(context.db)
  const sealed = sealedTables.map((table) => `${table}.contact`)
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...sealed, ...notSealed].toSorted())
})

test('a phone that asks again after the key was changed gets its first answer', async () => {
  const concern = lampConcern()
  const made = await granted({ ...context, contactKey: before }, 'concern.submit', concern, town.token.resident)
  const again = await granted({ ...context, contactKey: during }, 'concern.submit', concern, town.token.resident)
  expect(again.id).toBe(made.id)
})

test('the command changes the key of a database, and says what it needs', async () => {
  const id = await submit()
  const command = (env: NodeJS.ProcessEnv) =>
    run(process.execPath, ['--import', 'tsx', 'src/cloud/host/keys-rotate.ts'], {
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

test('killed with -9 it has lost nothing and doubled nothing; started again it does the rest, and says how far it is', async () => {
  await submit()
  const model = await context.db.selectFrom('concerns').where('congress_id', '=', town.congressId).selectAll().executeTakeFirstOrThrow()
  const ids = Array.from({ length: 20_000 }, () => randomUUID())
  for (let start = 0; start < ids.length; start += 1000)
    await context.db
      .insertInto('concerns')
      .values(
        ids.slice(start, start + 1000).map((id, index) => ({
          ...model,
          routing: JSON.stringify(model.routing),
          id,
          number: `2026-${start + index + 20_000}`,
          contact: sealContact(anna, before, id),
        })),
      )
      .execute()
  const command = () =>
    spawn(process.execPath, ['--import', 'tsx', 'src/cloud/host/keys-rotate.ts'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: context.databaseUrl,
        DATA_DIR: '/nowhere/that/is/written',
        FILES_KEY: first.toString('base64'),
        CONTACT_KEY: second.toString('base64'),
        CONTACT_KEY_OLD: first.toString('base64'),
      },
    })
  const header = sealHeader(second)
  const resealed = async () =>
    (
      await sql<{ count: number }>`select count(*) as count from concerns
        where congress_id = ${town.congressId} and substring(contact for ${header.length}) = ${header}`.execute(context.db)
    ).rows[0]!.count
  const killed = command()
  while ((await resealed()) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  // The statement under way at that moment comes to its end or to nothing.
  await new Promise((resolve) => setTimeout(resolve, 500))
  const done = await resealed()
  expect([done > 0, done < 20_001]).toEqual([true, true])
  const next = command()
  let said = ''
  next.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(next, 'exit')
  expect(said).toBe(`${20_001 - done} sealed anew\nCONTACT_KEY_OLD is needed no more\n`)
  const { rows } = await sql<{ id: string; contact: Buffer }>`
    select id, contact from concerns where congress_id = ${town.congressId}`.execute(context.db)
  expect(rows).toHaveLength(20_001)
  for (const { id, contact } of rows) expect(unsealContact(contact, after, id)).toEqual(anna)
})

test('how far it is is told in rows gone through and rows to go through', async () => {
  for (let made = 0; made < 3; made += 1) await submit()
  const told: [number, number][] = []
  await rotateContacts({ ...context, contactKey: during }, (done, total) => told.push([done, total]))
  expect(told).toEqual([[3, 3]])
})
