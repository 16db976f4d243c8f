import { randomUUID } from 'node:crypto'
import type { Output } from '../../contract'
import type { OwnSettings } from '../../contract/settings'
import { assistanceDefaults, assistanceSettingsOf } from '../../domain/assistance'
import { lifeDefaults, lifeSettingsOf } from '../../domain/concern-life'
import { followOf } from '../../domain/follow'
import { visitDefaults, visitSettingsOf } from '../../domain/visit'
import type { Settings } from '../database/schema'
import type { ActorScope, Change, Handler } from '../operation'
import { refuse } from '../refusal'

const LISTED = 20

/** What the office may set, with the defaults where it has not. */
const ownOf = (settings: Settings): OwnSettings => {
  const { surveyAfterDays, reviewAnswers } = followOf(settings)
  const { reminderHours: _, ...visits } = visitSettingsOf(settings.visits)
  return {
    answerWithinWorkdays: settings.answerWithinWorkdays,
    surveyAfterDays: [...surveyAfterDays],
    reviewAnswers,
    ...lifeSettingsOf(settings.life),
    ...assistanceSettingsOf(settings.assistance),
    ...visits,
  }
}

/** The parts of the stored settings, with what a congress says where it says nothing. */
const parts = { life: lifeDefaults, assistance: assistanceDefaults, visits: visitDefaults }
type Part = keyof typeof parts
const partNames = Object.keys(parts) as Part[]

/** What is stored once these are changed; what else stands there stays. */
function changedIn(stored: Settings, changed: readonly (readonly [string, unknown])[]): Settings {
  const of = (part: Part | undefined) =>
    Object.fromEntries(changed.filter(([name]) => partNames.find((each) => name in parts[each]) === part))
  const inParts = partNames.map((part) => [part, { ...stored[part], ...of(part) }] as const)
  return { ...stored, ...of(undefined), ...Object.fromEntries(inParts.filter(([, said]) => Object.keys(said).length > 0)) }
}

async function view({ db, congress }: ActorScope): Promise<Output<'settings.open'>> {
  const [{ settings }, changes] = await Promise.all([
    db.selectFrom('congresses').where('id', '=', congress.id).select('settings').executeTakeFirstOrThrow(),
    db
      .selectFrom('settings_events')
      .leftJoin('persons', (join) =>
        join.onRef('persons.congress_id', '=', 'settings_events.congress_id').onRef('persons.id', '=', 'actor_id'),
      )
      .where('settings_events.congress_id', '=', congress.id)
      .select(['settings_events.name', 'persons.name as by_name', 'at', 'before', 'after'])
      .orderBy('at', 'desc')
      .orderBy('settings_events.id')
      .limit(LISTED)
      .execute(),
  ])
  return {
    settings: ownOf(settings),
    changes: changes.map(({ name, by_name, at, before, after }) => ({
      name,
      byName: by_name,
      at: at.toISOString(),
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    })),
  }
}

/** 设置 */
export const openSettings: Handler<'settings.open'> = view

/** Each setting that is another than before is one line in the log; two who save at once wait for each other. */
export const saveSettings: Change<'settings.save', object> = {
  async run({ db, congress, actor, at }, { settings }) {
    const { settings: stored } = await db
      .selectFrom('congresses')
      .where('id', '=', congress.id)
      .select('settings')
      .forUpdate()
      .executeTakeFirstOrThrow()
    const before: Record<string, unknown> = ownOf(stored)
    const changed = Object.entries(settings).filter(
      ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(before[name]),
    )
    const { deskAfterWorkdays, officeAfterWorkdays } = { ...ownOf(stored), ...settings }
    if (officeAfterWorkdays < deskAfterWorkdays) refuse('BAD_INPUT', [{ path: 'settings.officeAfterWorkdays', rule: 'order' }])
    if (changed.length === 0) return {}
    await db
      .updateTable('congresses')
      .set({ settings: JSON.stringify(changedIn(stored, changed)) })
      .where('id', '=', congress.id)
      .execute()
    await db
      .insertInto('settings_events')
      .values(
        changed.map(([name, value]) => ({
          congress_id: congress.id,
          id: randomUUID(),
          actor_id: actor.personId,
          at,
          name,
          before: JSON.stringify(before[name]),
          after: JSON.stringify(value),
        })),
      )
      .execute()
    return {}
  },
  answer: view,
}
