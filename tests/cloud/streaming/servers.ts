import { cp, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { openEmbedded } from '../../../src/cloud/database/embedded'
import { findBinaries, own, runner } from '../../../src/cloud/database/run'
import { freePort } from '../../free-port'

/**
 * A primary in `<folder>/postgres` and a server that follows it by streaming replication, in a process of their own, which
 * takes a word a line and answers it: `stop` and `start` of the standby, `end` of both.
 */
async function main(folder: string): Promise<void> {
  const primary = await openEmbedded(folder)
  const standby = await follow(folder, primary.url)
  const words: Record<string, () => Promise<unknown>> = {
    stop: standby.stop,
    start: standby.start,
    end: async () => {
      await standby.stop().catch(() => {})
      await primary.stop()
    },
  }
  process.stdout.write(`${JSON.stringify({ primary: primary.url, standby: standby.url })}\n`)
  for await (const word of createInterface(process.stdin)) {
    await words[word]!()
    process.stdout.write(`${word}\n`)
    if (word === 'end') process.exit(0)
  }
  await words.end!()
}

/** Made from a copy that is taken while the primary runs: the npm package has no pg_basebackup. */
async function follow(folder: string, primaryUrl: string) {
  const data = path.join(folder, 'standby')
  const from = path.join(folder, 'postgres')
  const primary = new pg.Client({ connectionString: primaryUrl })
  await primary.connect()
  await primary.query(`select pg_backup_start('standby', true)`)
  await cp(from, data, {
    recursive: true,
    filter: (file) => !/\/(postmaster\.(pid|opts)|pg_wal\/.+|server\.log)$/.test(file.slice(from.length)),
  })
  const { rows } = await primary.query<{ label: string }>('select labelfile as label from pg_backup_stop(false)')
  await primary.end()
  await writeFile(path.join(data, 'backup_label'), rows[0]!.label)
  await writeFile(path.join(data, 'standby.signal'), '')
  const { port, username, password } = new URL(primaryUrl)
  const source = `host=127.0.0.1 port=${port} user=${username} password=${password}`
  await writeFile(path.join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\nwal_retrieve_retry_interval = '200ms'\n`)
  for (const file of ['', ...(await readdir(data, { recursive: true }))]) await own(path.join(data, file))

  const { pg_ctl } = await findBinaries()
  const run = await runner(folder, path.dirname(pg_ctl))
  const log = path.join(data, 'server.log')
  const url = new URL(primaryUrl)
  url.port = String(freePort())
  const settings = `-p ${url.port} -c listen_addresses=127.0.0.1 -c max_connections=200 -c unix_socket_directories=''`
  const start = () =>
    run(pg_ctl, ['start', '--wait', '--timeout=60', '--silent', '-D', data, '-l', log, '-o', settings]).catch(async () => {
      throw new Error(`The standby did not start: ${(await readFile(log, 'utf8')).slice(-2000)}`)
    })
  await start()
  return { url: url.href, start, stop: () => run(pg_ctl, ['stop', '--wait', '--silent', '-m', 'fast', '-D', data]) }
}

main(process.argv[2]!).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
