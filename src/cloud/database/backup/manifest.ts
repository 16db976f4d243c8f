import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What a backup says of itself, so that it can be checked before and after it is restored. */
export const manifest = v.object({
  format: v.literal(1),
  startedAt: v.string(),
  finishedAt: v.string(),
  postgres: v.string(),
  /** The schema: the migrations in the order in which they ran. */
  migrations: v.array(v.string()),
  tables: v.array(
    v.object({
      name: v.pipe(v.string(), v.regex(/^[a-z_]+$/)),
      columns: v.array(v.pipe(v.string(), v.regex(/^[a-z_0-9]+$/))),
      rows: count,
      /** Over the rows in whatever order, see `sumOf`. */
      sum: v.string(),
      /** Of the file on the disk. */
      sha256,
      bytes: count,
    }),
  ),
  /** Photos and recordings, which lie beside all backups and are shared by them; null where they are in cloud storage. */
  files: v.nullable(v.array(v.object({ id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)), bytes: count, sha256 }))),
})
export type Manifest = v.InferOutput<typeof manifest>

/** Reads and checks the form of a backup's manifest; throws words. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new Error(`${folder} holds no backup: there is no manifest.json in it`)
  })
  const parsed = v.safeParse(manifest, JSON.parse(text))
  if (!parsed.success) throw new Error(`${folder} holds no backup that this version reads`)
  return parsed.output
}

/** Where a backup's table lies. */
export const tableFile = (folder: string, name: string): string => path.join(folder, 'tables', `${name}.copy.gz`)
/** Where a photo lies, beside all backups. */
export const keptFile = (folder: string, id: string): string => path.join(path.dirname(folder), 'files', id.slice(0, 2), id)
