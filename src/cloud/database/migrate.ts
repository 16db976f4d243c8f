import { Migrator, sql, type Kysely } from 'kysely'
import { start } from './migrations/0001_start'
import { identity } from './migrations/0002_identity'
import { notifications } from './migrations/0003_notifications'
import { content } from './migrations/0004_content'
import { topicModel } from './migrations/0010_topic_model'
import { topicFigures } from './migrations/0011_topic_figures'
import { visits } from './migrations/0020_visits'
import { privacy } from './migrations/0030_privacy'
import { oneHolder } from './migrations/0032_one_holder'
import { life } from './migrations/0041_life'
import { exposure } from './migrations/0043_exposure'
import { evidence } from './migrations/0044_evidence'
import { similar } from './migrations/0040_similar'
import { assistance } from './migrations/0045_assistance'
import { figures } from './migrations/0046_figures'
import { follow } from './migrations/0042_follow'
import { notices } from './migrations/0050_notices'
import { listed } from './migrations/0055_listed'
import { topicFormat } from './migrations/0060_topic_format'
import { cluster } from './migrations/0070_cluster'
import { heartbeat } from './migrations/0071_heartbeat'
import { limits } from './migrations/0075_limits'
import { renewed } from './migrations/0076_renewed'
import { health } from './migrations/0080_health'
import { inboxCounts } from './migrations/0085_inbox_counts'
import { reservedConsents } from './migrations/0090_reserved_consents'
import { backups } from './migrations/0091_backups'
import { firstConsent } from './migrations/0092_first_consent'
import { figuresHidden } from './migrations/0093_figures_hidden'
import { joinedSurvey } from './migrations/0094_joined_survey'
import { assistedLog } from './migrations/0095_assisted_log'
import { topicReaders } from './migrations/0096_topic_readers'
import { reviewOver } from './migrations/0097_review_over'
import { openDatabase } from './open'
import type { Database } from './schema'

const migrations = {
  '0001_start': start,
  '0002_identity': identity,
  '0003_notifications': notifications,
  '0004_content': content,
  '0010_topic_model': topicModel,
  '0011_topic_figures': topicFigures,
  '0020_visits': visits,
  '0030_privacy': privacy,
  '0032_one_holder': oneHolder,
  '0040_similar': similar,
  '0041_life': life,
  '0043_exposure': exposure,
  '0044_evidence': evidence,
  '0045_assistance': assistance,
  '0046_figures': figures,
  '0042_follow': follow,
  '0050_notices': notices,
  '0055_listed': listed,
  '0060_topic_format': topicFormat,
  '0070_cluster': cluster,
  '0071_heartbeat': heartbeat,
  '0075_limits': limits,
  '0076_renewed': renewed,
  '0080_health': health,
  '0085_inbox_counts': inboxCounts,
  '0090_reserved_consents': reservedConsents,
  '0091_backups': backups,
  '0092_first_consent': firstConsent,
  '0093_figures_hidden': figuresHidden,
  '0094_joined_survey': joinedSurvey,
  '0095_assisted_log': assistedLog,
  '0096_topic_readers': topicReaders,
  '0097_review_over': reviewOver,
}

/** On a connection of its own, which waits for as long as a migration takes. */
async function alone<T>(url: string, work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  const db = openDatabase(url, 1, () => {})
  return work(db).finally(() => db.destroy())
}

export const migrateAt = (url: string): Promise<string[]> => alone(url, migrate)

/**
 * Makes the schema that these migrations make, in this order and no other; null: what this version has. Throws where this
 * version does not know one, or would have another before it.
 */
export async function migrateTo(url: string, names: readonly string[] | null): Promise<void> {
  if (names === null) return void (await migrateAt(url))
  const ours = Object.keys(migrations).sort()
  if (names.join() !== ours.slice(0, names.length).join())
    throw new Error(
      `The backup's schema (${names.at(-1)}) is not one of this version's: restore it with the version that made it, or a newer one`,
    )
  await alone(url, async (db) => {
    const { error } = await migrator(db).migrateTo(names.at(-1)!)
    if (error) throw error
  })
}

/** Brings the schema up to date, all migrations in one transaction; several hosts at once wait for each other. */
export async function migrate(db: Kysely<Database>): Promise<string[]> {
  const { error, results } = await migrator(db).migrateToLatest()
  if (error) throw error
  return (results ?? []).map(({ migrationName }) => migrationName)
}

const migrator = (db: Kysely<Database>) =>
  new Migrator({
    db,
    // The lock opens the transaction: migration-lock.ts.
    disableTransactions: true,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, text]) => [
            name,
            {
              up: (within) =>
                sql
                  .raw(text)
                  .execute(within)
                  .then(() => {}),
            },
          ]),
        ),
    },
  })
