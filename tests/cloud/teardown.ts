import { rm } from 'node:fs/promises'

/** Stops the run's server and removes its data. */
export default async function teardown(): Promise<void> {
  await globalThis.embedded?.stop()
  if (globalThis.embeddedFolder) await rm(globalThis.embeddedFolder, { recursive: true, force: true })
}
