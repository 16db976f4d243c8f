import { openDatabase } from '../../src/cloud/database/open'
import type { TestContext } from './database'
import { newResident } from './receptions'
import { call, type Town } from './town'

const CONNECTIONS = 40

/** The same entry point on a pool as wide as several processes have together. */
export const crowdOf = (context: TestContext): TestContext => ({
  ...context,
  db: openDatabase(context.databaseUrl, CONNECTIONS, () => {}),
})

export const residents = (crowd: TestContext, town: Town, count: number) =>
  Promise.all(Array.from({ length: count }, () => newResident(crowd, town)))

/** As a phone does it: when the server is too busy, the same request is sent again, which does no harm. */
export async function persist(crowd: TestContext, operation: string, input: object, token: string): ReturnType<typeof call> {
  const reply = await call(crowd, operation, input, token)
  return !reply.ok && reply.error.code === 'UNAVAILABLE' ? persist(crowd, operation, input, token) : reply
}
