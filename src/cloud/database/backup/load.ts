import { createReadStream } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrateTo } from '../migrate'
import { hashOf } from './dump'
import { keptFile, readManifest, tableFile, type Manifest } from './manifest'
import { columnsOf, connectTo, quoted, sumOf, tablesOf } from './tables'

interface LoadOptions {
  url: string
  folder: string
  /** Where the host's disk keeps photos; null where they are in cloud storage. */
  filesTo: string | null
  say: (line: string) => void
}

/** Puts a backup into a database that has no table yet, and proves that every row is the one that was backed up. Throws words. */
export async function load({ url, folder, filesTo, say }: LoadOptions): Promise<{ rows: number; files: number }> {
  const manifest = await readManifest(folder)
  // All is read before anything is written.
  for (const { name, sha256 } of manifest.tables) {
    const file = tableFile(folder, name)
    if ((await hashOf(file)) !== sha256) throw new Error(`${file} is damaged: take another backup`)
  }
  for (const { id, sha256 } of manifest.files ?? []) {
    const file = keptFile(folder, id)
    if ((await hashOf(file).catch(() => '')) !== sha256) throw new Error(`${file} is damaged or missing: take another copy of the backups`)
  }
  say(`${folder} of ${manifest.finishedAt} is whole`)
  const client = await connectTo(url)
  try {
    const { rows } = await client.query<{ n: number }>(
      `select count(*) as n from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    if (rows[0]!.n > 0) throw new Error('This database is not empty: a backup is restored into one of its own, made for it')
    await migrateTo(url, manifest.migrations)
    await fill(client, manifest, folder, say)
  } finally {
    await client.end()
  }
  // What came after the backup's version.
  await migrateTo(url, null)
  const files = filesTo === null ? 0 : await placeFiles(manifest, folder, filesTo)
  return { rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), files }
}

/**
 * One transaction: all or nothing. Keys to other tables are taken away and put back, which proves them; the triggers of the
 * logs, which would make the hashes anew, rest meanwhile.
 */
async function fill(client: pg.Client, manifest: Manifest, folder: string, say: (line: string) => void): Promise<void> {
  await client.query('begin')
  const there = await tablesOf(client)
  const strange = manifest.tables.filter(
    ({ name, columns }) => columns.join() !== there.find((table) => table.name === name)?.columns.join(),
  )
  if (strange.length > 0 || there.length !== manifest.tables.length)
    throw new Error(`The backup has other tables than this version makes: ${strange.map(({ name }) => name).join(', ')}`)
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`,
  )
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  for (const table of manifest.tables) {
    await client.query(`alter table ${quoted(table.name)} disable trigger user`)
    const into = client.query(copyFrom(`copy ${quoted(table.name)} (${columnsOf(table)}) from stdin`))
    await pipeline(createReadStream(tableFile(folder, table.name)), createGunzip(), into)
    await client.query(`alter table ${quoted(table.name)} enable trigger user`)
    const { rows, sum } = await sumOf(client, table)
    if (rows !== table.rows || sum !== table.sum)
      throw new Error(`${table.name}: ${rows} rows were restored of ${table.rows}, and they are not all the same: nothing was kept`)
    if (rows > 0) say(`${table.name}: ${rows} rows, the same`)
  }
  for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`)
  await client.query('commit')
  await client.query('analyze')
}

async function placeFiles({ files }: Manifest, folder: string, to: string): Promise<number> {
  for (const { id } of files ?? []) {
    await mkdir(path.join(to, id.slice(0, 2)), { recursive: true })
    await copyFile(keptFile(folder, id), path.join(to, id.slice(0, 2), id))
  }
  return files?.length ?? 0
}
