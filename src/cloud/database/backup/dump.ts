import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { keptFile, readManifest, tableFile, type Manifest } from './manifest'
import { columnsOf, connectTo, migrationsOf, quoted, sumOf, tablesOf } from './tables'

/** What was written, and where. */
export interface Dumped {
  folder: string
  bytes: number
  rows: number
  files: number
}

interface DumpOptions {
  url: string
  /** Where backups lie; each is a folder in it, and the photos of all lie in `files`. */
  into: string
  name: string
  /** The disk's photos; null where they are in cloud storage. */
  filesFrom: string | null
  now: () => Date
  say: (line: string) => void
}

/** Writes all tables as they are at one moment, then the photos, reads what it wrote, and only then gives it its name. */
export async function dump({ url, into, name, filesFrom, now, say }: DumpOptions): Promise<Dumped> {
  const startedAt = now()
  const folder = path.join(into, name)
  const part = `${folder}.part`
  await mkdir(path.join(part, 'tables'), { recursive: true, mode: 0o700 })
  const client = await connectTo(url)
  try {
    await client.query('begin isolation level repeatable read read only')
    const version = (await client.query<{ v: string }>(`select current_setting('server_version') as v`)).rows[0]!.v
    const migrations = await migrationsOf(client)
    const tables: Manifest['tables'] = []
    for (const table of await tablesOf(client)) {
      const file = tableFile(part, table.name)
      const written = await writeTable(client, table, file)
      tables.push({ ...table, ...(await sumOf(client, table)), ...written })
      if ((await hashOf(file)) !== written.sha256) throw new Error(`${file} does not read as it was written: is the disk in order?`)
    }
    await client.query('commit')
    // Photos come second: each is written before its row is committed, so that every row in the backup has its file.
    const files = filesFrom === null ? null : await keepFiles(filesFrom, folder, say)
    const manifest: Manifest = {
      format: 1,
      startedAt: startedAt.toISOString(),
      finishedAt: now().toISOString(),
      postgres: version,
      migrations,
      tables,
      files,
    }
    await writeFile(path.join(part, 'manifest.json'), JSON.stringify(manifest, null, 1), { mode: 0o600 })
    await rename(part, folder)
    const bytes = [...tables, ...(files ?? [])].reduce((sum, each) => sum + each.bytes, 0)
    const dumped = { folder, bytes, rows: tables.reduce((sum, { rows }) => sum + rows, 0), files: files?.length ?? 0 }
    await note(client, dumped, name, startedAt, now())
    return dumped
  } finally {
    await client.end()
  }
}

async function writeTable(
  client: pg.Client,
  table: { name: string; columns: string[] },
  file: string,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const rows = client.query(copyTo(`copy (select ${columnsOf(table)} from ${quoted(table.name)}) to stdout`))
  await pipeline(rows, createGzip(), counting, createWriteStream(file, { mode: 0o600 }))
  return { sha256: hash.digest('hex'), bytes }
}

/** The hash of a file as it lies on the disk. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** A photo never changes, so each is copied once for all backups; what a person has had erased is not among them any more. */
async function keepFiles(from: string, folder: string, say: (line: string) => void): Promise<NonNullable<Manifest['files']>> {
  const known = await knownFiles(path.dirname(folder))
  const found = await readdir(from, { withFileTypes: true, recursive: true }).catch(() => [])
  const files: NonNullable<Manifest['files']> = []
  let copied = 0
  for (const entry of found) {
    if (!entry.isFile() || !/^[0-9a-f-]{36}$/.test(entry.name)) continue
    const id = entry.name
    const kept = keptFile(folder, id)
    const before = known.get(id)
    if (before && (await stat(kept).catch(() => null))?.size === before.bytes) {
      files.push(before)
      continue
    }
    await mkdir(path.dirname(kept), { recursive: true, mode: 0o700 })
    // Erased since it was listed.
    const isThere = await copyFile(path.join(entry.parentPath, id), `${kept}.part`).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        return false
      },
    )
    if (!isThere) continue
    await rename(`${kept}.part`, kept)
    files.push({ id, bytes: (await stat(kept)).size, sha256: await hashOf(kept) })
    copied += 1
    if (copied % 1000 === 0) say(`${copied} photos copied …`)
  }
  return files
}

/** What earlier backups in the same place say of their photos. */
async function knownFiles(into: string): Promise<Map<string, NonNullable<Manifest['files']>[number]>> {
  const known = new Map<string, NonNullable<Manifest['files']>[number]>()
  for (const name of (await backupsIn(into)).slice(-3)) {
    const { files } = await readManifest(path.join(into, name))
    for (const file of files ?? []) known.set(file.id, file)
  }
  return known
}

/** The names of whole backups, the oldest first. */
export async function backupsIn(into: string): Promise<string[]> {
  const entries = await readdir(into).catch(() => [])
  return entries.filter((name) => /^\d{8}T\d{6}Z$/.test(name)).sort()
}

async function note(client: pg.Client, { bytes, files }: Dumped, name: string, startedAt: Date, finishedAt: Date): Promise<void> {
  await client.query(
    'insert into backups (id, started_at, finished_at, bytes, files, folder) values (gen_random_uuid(), $1, $2, $3, $4, $5)',
    [startedAt, finishedAt, bytes, files, name],
  )
}
