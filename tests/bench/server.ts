import { spawnSync } from 'node:child_process'
import { appendFile, copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbedded, type EmbeddedServer } from '../../src/cloud/database/embedded'
import { own } from '../../src/cloud/database/run'

/** A PostgreSQL of the benchmark's own, tuned as docs/self-hosting advises, whose folder is gone afterwards. */
export interface BenchServer {
  folder: string
  /** Of a database of this server. */
  urlOf(database: string): string
  /** Stops it, lets the system forget what it has read of its files, and starts it. Says whether the files were forgotten. */
  restartCold(): Promise<boolean>
  close(): Promise<void>
}

export async function openServer(): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-bench-'))
  const data = path.join(folder, 'postgres')
  let server: EmbeddedServer | undefined = await openEmbedded(folder)
  let closed: Promise<void> | undefined
  await server.stop()
  await copyFile('docs/self-hosting/postgresql.conf', path.join(data, 'lianxinqiao.conf'))
  await own(path.join(data, 'lianxinqiao.conf'))
  await appendFile(path.join(data, 'postgresql.conf'), "\ninclude 'lianxinqiao.conf'\n")
  // As the advice is where host and database are on one machine.
  const socket = process.platform === 'win32' ? '' : data
  const start = () => openEmbedded(folder, undefined, socket)
  server = await start()
  return {
    folder,
    urlOf: (database) => {
      const url = server!.url.replace(/\/\w+$/, `/${database}`)
      return socket ? url.replace('127.0.0.1', encodeURIComponent(socket)) : url
    },
    restartCold: async () => {
      await server!.stop()
      const isForgotten = await forget(data)
      server = await start()
      return isForgotten
    },
    // After Ctrl-C what was under way fails and closes it too: both wait until the folder is gone.
    close: () =>
      (closed ??= (async () => {
        await server?.stop()
        await rm(folder, { recursive: true, force: true, maxRetries: 5 })
      })()),
  }
}

/**
 * Takes the files of a stopped server out of the system's cache, file by file, so that the rest of the machine keeps its own;
 * it needs no right but to read them. GNU dd alone knows how.
 */
async function forget(data: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  spawnSync('sync')
  const files = (await readdir(path.join(data, 'base'), { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
  return files.every(
    (file) => spawnSync('dd', [`if=${path.join(file.parentPath, file.name)}`, 'iflag=nocache', 'count=0', 'status=none']).status === 0,
  )
}
