import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../src/cloud/database/open'
import { openEmbedded, type EmbeddedServer } from '../../src/cloud/database/embedded'
import { migrate } from '../../src/cloud/database/migrate'
import { TEMPLATE, urlOf } from './server'
import teardown from './teardown'

declare global {
  // oxlint-disable no-var -- how jest hands something from set-up to tear-down
  var embedded: EmbeddedServer | undefined
  var embeddedFolder: string | undefined
  // oxlint-enable no-var
}

/** One real PostgreSQL for the run (TEST_DATABASE_URL's, or one from npm), with a migrated template that each file copies. */
export default async function setup(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) {
    globalThis.embeddedFolder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-test-'))
    globalThis.embedded = await openEmbedded(globalThis.embeddedFolder)
    // After Ctrl-C jest runs no tear-down, and the server has a session of its own.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void teardown().finally(() => process.exit(130)))
    process.env.TEST_DATABASE_URL = globalThis.embedded.url
  }
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await admin.connect()
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`)
  await admin.query(`create database ${TEMPLATE} encoding 'UTF8' template template0`)
  await admin.end()
  const db = openDatabase(urlOf(TEMPLATE), 1, () => {})
  await migrate(db)
  await db.destroy()
}
