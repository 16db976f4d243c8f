import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openTestContext, type TestContext } from './database'
import { openReception } from './receptions'
import { buildTown, call, granted, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterEach(() => context.close())

/** What `domain` says where the office has not. */
const defaults = {
  surveyAfterDays: [7, 14],
  reviewAnswers: 'none',
  acceptWithinWorkdays: 2,
  deskAfterWorkdays: 1,
  officeAfterWorkdays: 5,
  resumeAfterWorkdays: 15,
  passesMax: 2,
  phoneTries: 3,
  noticeMinutes: 120,
  cancelNoticeMinutes: 60,
  rescheduleNoticeMinutes: 120,
  horizonDays: 90,
  offerMinutes: 120,
  announceDays: 3,
  graceMinutes: 10,
  openVisitsMax: 5,
}
const save = (settings: Record<string, unknown>, as: keyof Town['token'] = 'office') =>
  call(context, 'settings.save', { requestId: randomUUID(), settings }, town.token[as])

describe('the settings of a congress', () => {
  test('are the defaults until the office says otherwise, and who changed what stays on record', async () => {
    const { settings, changes } = await granted(context, 'settings.open', {}, town.token.office)
    expect(settings).toEqual({ ...defaults, answerWithinWorkdays: 10 })
    expect(changes).toEqual([])
    await context.db.updateTable('persons').set({ name: '钱主任' }).where('id', '=', town.person.office).execute()
    await save({ answerWithinWorkdays: 15, reviewAnswers: 'none' })
    const after = await granted(context, 'settings.open', {}, town.token.office)
    expect(after.settings).toEqual({ ...settings, answerWithinWorkdays: 15 })
    expect(after.changes).toMatchObject([{ name: 'answerWithinWorkdays', byName: '钱主任', before: '10', after: '15' }])
    await expect(sql`update settings_events set name = 'x'`.execute(context.db)).rejects.toThrow('append-only')
  })

  test('two who change different things at once lose neither', async () => {
    await Promise.all([save({ answerWithinWorkdays: 20 }), save({ surveyAfterDays: [5] }), save({ reviewAnswers: 'desk' })])
    const { settings, changes } = await granted(context, 'settings.open', {}, town.token.office)
    expect(settings).toEqual({ ...defaults, answerWithinWorkdays: 20, surveyAfterDays: [5], reviewAnswers: 'desk' })
    expect(changes).toHaveLength(3)
  })

  test.each([
    [{ answerWithinWorkdays: 0 }, 'settings.answerWithinWorkdays', 'range'],
    [{ answerWithinWorkdays: 1.5 }, 'settings.answerWithinWorkdays', 'number'],
    [{ surveyAfterDays: [14, 7] }, 'settings.surveyAfterDays', 'order'],
    [{ surveyAfterDays: [] }, 'settings.surveyAfterDays', 'required'],
    [{ surveyAfterDays: [7, 91] }, 'settings.surveyAfterDays.1', 'range'],
    [{ reviewAnswers: 'everybody' }, 'settings.reviewAnswers', 'choice'],
    [{ passesMax: 0 }, 'settings.passesMax', 'range'],
    [{ announceDays: 2 }, 'settings.announceDays', 'range'],
    [{ phoneTries: '3' }, 'settings.phoneTries', 'number'],
    [{ deskAfterWorkdays: 6 }, 'settings.officeAfterWorkdays', 'order'],
    [{ retention: { textDays: 1 } }, 'settings.retention', 'unknown'],
  ])('%j is refused by its field', async (settings, path, rule) => {
    expect(await save(settings)).toMatchObject({ error: { code: 'BAD_INPUT', fields: [{ path, rule }] } })
  })

  test('for the life of a case and for calls are kept beside what else stands there', async () => {
    await context.db
      .updateTable('congresses')
      .set({ settings: JSON.stringify({ answerWithinWorkdays: 10, copiesAlone: 1000, life: { resumeAfterWorkdays: 9 } }) })
      .where('id', '=', town.congressId)
      .execute()
    await save({ passesMax: 1 })
    await save({ phoneTries: 5, officeAfterWorkdays: 8 })
    const { settings, changes } = await granted(context, 'settings.open', {}, town.token.office)
    const own = { resumeAfterWorkdays: 9, passesMax: 1, officeAfterWorkdays: 8, phoneTries: 5 }
    expect(settings).toEqual({ ...defaults, answerWithinWorkdays: 10, ...own })
    expect(changes.map(({ name }) => name).sort()).toEqual(['officeAfterWorkdays', 'passesMax', 'phoneTries'])
    const row = await context.db.selectFrom('congresses').where('id', '=', town.congressId).select('settings').executeTakeFirstOrThrow()
    expect(row.settings).toEqual({
      answerWithinWorkdays: 10,
      copiesAlone: 1000,
      life: { resumeAfterWorkdays: 9, passesMax: 1, officeAfterWorkdays: 8 },
      assistance: { phoneTries: 5 },
    })
  })

  test('of visits hold from the next booking on', async () => {
    const receptionId = await openReception(context, town, { on: '2026-12-03' })
    const slots = async () => (await granted(context, 'visit.slots', { stationId: town.hall }, town.token.resident)).items.length
    expect(await slots()).toBeGreaterThan(0)
    expect(await save({ horizonDays: 1 })).toMatchObject({ ok: true })
    expect(await slots()).toBe(0)
    const booking = { requestId: randomUUID(), receptionId, startsAt: null, orWait: true }
    expect(await call(context, 'visit.book', booking, town.token.resident)).toMatchObject({ ok: false })
  })

  test('are nobody else’s', async () => {
    for (const as of ['resident', 'wang', 'hallDesk'] as const) {
      expect(await save({ answerWithinWorkdays: 1 }, as)).toMatchObject({ error: { code: 'FORBIDDEN' } })
      expect(await refusal(context, 'settings.open', {}, town.token[as])).toBe('FORBIDDEN')
    }
  })
})
