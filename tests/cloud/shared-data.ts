import { existsSync } from 'node:fs'
import path from 'node:path'

const folder = path.resolve(process.env.SHARED_DATA ?? '../shared/data')

/** A file of real data beside the project, which may not be copied into it. */
export const sharedFile = (name: string) => path.join(folder, name)

/** A test on real data; where the data are absent it is skipped, and its name says why. */
export function testOnSharedData(name: string, files: readonly string[], run: () => Promise<void>): void {
  const missing = files.filter((file) => !existsSync(sharedFile(file)))
  if (missing.length === 0) test(name, run, 120_000)
  else test.skip(`${name} (skipped: ${missing.join(', ')} is not beside the project)`, () => {})
}
