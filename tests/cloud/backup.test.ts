import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { verify } from '../../src/cloud/audit/verify'
import { backupsIn, dump } from '../../src/cloud/database/backup/dump'
import { dropOld, stay } from '../../src/cloud/database/backup/keep'
import { load } from '../../src/cloud/database/backup/load'
import { readManifest, tableFile } from '../../src/cloud/database/backup/manifest'
import { openDatabase } from '../../src/cloud/database/open'
import { tick } from '../../src/cloud/tick'
import { emptyDatabase, everything, openTestContext, type TestContext } from './database'
import { booked, openReception, signedIn } from './receptions'
import { buildTown, granted, lampConcern, type Town } from './town'

let context: TestContext
let town: Town
let into: string
let filesFrom: string
const made: { drop(): Promise<void> }[] = []
async function empty(): Promise<string> {
  const { url, drop } = await emptyDatabase()
  made.push({ drop })
  return url
}
const backup = (name: string) =>
  dump({ url: context.databaseUrl, into, name, filesFrom, now: () => new Date('2026-11-23T02:30:00Z'), say: () => {} })
const restore = (url: string, name: string, filesTo: string | null = null) =>
  load({ url, folder: path.join(into, name), filesTo, say: () => {} })
/** All rows but those that a restored database has of its own. */
async function rowsAt(url: string): Promise<string> {
  const db = openDatabase(url, 1, () => {})
  await sql`truncate backups`.execute(db)
  await sql`update kysely_migration set timestamp = ''`.execute(db)
  const hash = await everything({ db })
  await db.destroy()
  return hash
}

beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  into = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-backups-'))
  filesFrom = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-photos-'))
  const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
  for (let count = 0; count < 3; count += 1) {
    const text = `路灯坏了\t第${count}盏\\N"，\n'NULL'；emoji 🌉`
    const { id } = await granted(context, 'concern.submit', lampConcern({ text }), town.token.resident)
    await granted(context, 'concern.accept', change({ id }), town.token.wang)
    await granted(context, 'concern.answer', change({ id, text: '已修好。' }), town.token.wang)
  }
  await booked(context, town, await openReception(context, town, { on: '2026-12-01' }))
  context.setNow(new Date('2026-11-24T02:00:00Z'))
  await tick(context)
  for (const id of [randomUUID(), randomUUID()]) {
    await mkdir(path.join(filesFrom, id.slice(0, 2)), { recursive: true })
    await writeFile(path.join(filesFrom, id.slice(0, 2), id), `photo ${id}`)
  }
})
afterAll(async () => {
  await context.close()
  for (const { drop } of made) await drop()
  for (const folder of [into, filesFrom]) await rm(folder, { recursive: true, force: true })
})

test('what is restored into an empty database is the same, row by row and photo by photo, and the log still refuses change', async () => {
  const dumped = await backup('20261123T023000Z')
  expect(dumped.files).toBe(2)
  const url = await empty()
  const filesTo = await mkdtemp(path.join(into, 'photos-'))
  const restored = await restore(url, '20261123T023000Z', filesTo)
  expect(restored).toEqual({ rows: dumped.rows, files: 2 })
  expect(dumped.rows).toBeGreaterThan(50)

  for (const folder of await readdir(filesFrom))
    for (const id of await readdir(path.join(filesFrom, folder)))
      expect(await readFile(path.join(filesTo, folder, id))).toEqual(await readFile(path.join(filesFrom, folder, id)))
  await rm(filesTo, { recursive: true })

  const db = openDatabase(url, 1, () => {})
  const proof = await verify({ ...context, db }, { id: town.congressId })
  expect(proof).toMatchObject({ flaws: [], cases: 3, seals: 1 })
  await expect(db.deleteFrom('concern_events').execute()).rejects.toThrow('append-only')
  await expect(db.updateTable('seals').set({ cases: 9 }).execute()).rejects.toThrow('append-only')
  await expect(db.updateTable('concerns').set({ reporter_id: randomUUID() }).execute()).rejects.toThrow('foreign key')
  const again = { ...context, db }
  await granted(again, 'concern.submit', lampConcern(), await signedIn(again, town, town.person.resident))
  await db.destroy()
})

test('the two databases hold the same rows in every table', async () => {
  const url = await empty()
  await restore(url, '20261123T023000Z')
  expect(await rowsAt(url)).toBe(await rowsAt(context.databaseUrl))
})

test('the database knows when it was last backed up', async () => {
  await backup('20261123T023100Z')
  const { folder, bytes, files } = await context.db
    .selectFrom('backups')
    .orderBy('finished_at', 'desc')
    .selectAll()
    .executeTakeFirstOrThrow()
  expect({ folder, files }).toEqual({ folder: '20261123T023100Z', files: 2 })
  expect(bytes).toBeGreaterThan(1_000)
})

test('a database that is not empty is left alone', async () => {
  const before = await everything(context)
  await expect(restore(context.databaseUrl, '20261123T023000Z')).rejects.toThrow('This database is not empty')
  expect(await everything(context)).toBe(before)
})

test('a backup that was damaged on its disk, in a table or a photo, is refused before anything is written', async () => {
  const dumped = await backup('20261123T023200Z')
  await appendFile(tableFile(dumped.folder, 'concerns'), ' ')
  const url = await empty()
  await expect(restore(url, '20261123T023200Z')).rejects.toThrow(/concerns\.copy\.gz is damaged/)
  const [file] = (await readManifest(path.join(into, '20261123T023100Z'))).files!
  await writeFile(path.join(into, 'files', file!.id.slice(0, 2), file!.id), 'other')
  await expect(restore(url, '20261123T023100Z')).rejects.toThrow(/is damaged or missing/)
  const db = openDatabase(url, 1, () => {})
  const { rows } = await sql<{ n: number }>`select count(*) as n from pg_class where relnamespace = 'public'::regnamespace`.execute(db)
  expect(rows).toEqual([{ n: 0 }])
  await db.destroy()
})

test('a backup of a newer version is refused, and a manifest that claims other rows keeps nothing', async () => {
  const dumped = await backup('20261123T023300Z')
  const text = await readFile(path.join(dumped.folder, 'manifest.json'), 'utf8')
  const write = (manifest: object) => writeFile(path.join(dumped.folder, 'manifest.json'), JSON.stringify(manifest))
  const manifest = JSON.parse(text) as Awaited<ReturnType<typeof readManifest>>
  const photos = { ...manifest, files: [] }
  await write({ ...photos, migrations: [...manifest.migrations, '9999_later'] })
  await expect(restore(await empty(), '20261123T023300Z')).rejects.toThrow(/schema \(9999_later\)/)
  await write({
    ...photos,
    tables: manifest.tables.map((table) => (table.name === 'persons' ? { ...table, rows: table.rows + 1 } : table)),
  })
  const url = await empty()
  await expect(restore(url, '20261123T023300Z')).rejects.toThrow(/persons: \d+ rows were restored of \d+/)
  const db = openDatabase(url, 1, () => {})
  expect(await db.selectFrom('congresses').selectAll().execute()).toEqual([])
  await db.destroy()
})

describe('what is kept', () => {
  const now = new Date('2026-11-30T03:00:00Z')
  const name = (daysAgo: number) =>
    new Date(Date.parse('2026-11-30T02:30:00Z') - daysAgo * 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '')

  test('night after night: all of the last 14 days, one of each of the eight weeks before, nothing older', () => {
    let there: string[] = []
    for (let night = 200; night >= 0; night -= 1)
      there = stay([...there, name(night)], new Date(now.getTime() - night * 86_400_000), { days: 14, weeks: 8 })
    const ages = there.map((each) => Array.from({ length: 201 }, (_, days) => days).find((days) => name(days) === each)!)
    expect(ages.filter((age) => age < 14)).toHaveLength(14)
    for (let week = 0; week < 8; week += 1)
      expect(ages.filter((age) => age >= 14 + 7 * week && age < 21 + 7 * week).length).toBeGreaterThanOrEqual(1)
    expect(there.length).toBeLessThanOrEqual(14 + 9)
    expect(Math.max(...ages)).toBeLessThan(14 + 8 * 7)
  })

  test('the newest stays whatever its age', () => {
    expect(stay([name(400), name(300)], now, { days: 14, weeks: 8 })).toEqual([name(300)])
  })

  test('with a backup go the photos that no other has', async () => {
    await dropOld(into, new Date('2026-11-23T03:00:00Z'), { days: 14, weeks: 0 })
    expect(await backupsIn(into)).toHaveLength(4)
    await rm(path.join(filesFrom, (await readdir(filesFrom))[0]!), { recursive: true })
    await backup('20270123T023000Z')
    await dropOld(into, new Date('2027-01-23T03:00:00Z'), { days: 14, weeks: 0 })
    expect(await backupsIn(into)).toEqual(['20270123T023000Z'])
    const left = (await readdir(path.join(into, 'files'), { recursive: true })).filter((each) => each.length > 3)
    expect(left).toHaveLength(1)
  })
})
