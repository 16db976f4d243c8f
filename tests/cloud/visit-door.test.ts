import { randomUUID } from 'node:crypto'
import { openTestContext, type TestContext } from './database'
import { at, booked, brokenRules, none, openReception, signedIn } from './receptions'
import { buildTown, call, granted, refusal, type Town } from './town'

let context: TestContext
let town: Town
let receptionId: string
let desk: string
let wang: string
const BEFORE = new Date('2026-11-30T02:00:00Z')
const ON = '2026-12-03'
beforeEach(async () => {
  context = await openTestContext({ now: BEFORE })
  town = await buildTown(context)
  receptionId = await openReception(context, town, { on: ON, capacity: 2 })
})
afterEach(async () => {
  expect(await brokenRules(context)).toEqual(none)
  await context.close()
})

/** Moves the clock to a minute of the day, and signs the desk and the deputy in again. */
async function becomes(minute: number, on = ON): Promise<void> {
  context.setNow(new Date(at(on, minute)))
  desk = await signedIn(context, town, town.person.hallDesk)
  wang = await signedIn(context, town, town.person.wang)
}
const of = (id: string) => ({ requestId: randomUUID(), id })
const checkIn = (code: string, minute: number, on = ON) => ({ requestId: randomUUID(), code, at: at(on, minute) })
const walkIn = (minute: number, about = '') => ({ requestId: randomUUID(), receptionId, at: at(ON, minute), about })
const why = async (operation: Parameters<typeof granted>[1], input: unknown, token: string) => {
  const reply = await call(context, operation, input, token)
  return reply.ok ? null : [reply.error.code, reply.error.fields?.[0]?.rule]
}

describe('checking in', () => {
  test('by code, in small letters too, by the desk of that station only, and only on the day', async () => {
    const { visit } = await booked(context, town, receptionId)
    await becomes(530, '2026-12-02')
    expect(await why('visit.checkIn', checkIn(visit.code!, 530, '2026-12-02'), desk)).toEqual(['BAD_INPUT', 'other_day'])
    await becomes(535)
    expect(await why('visit.checkIn', checkIn(visit.code!, 541), desk)).toEqual(['BAD_INPUT', 'future'])
    const homeDesk = await signedIn(context, town, town.person.homeDesk)
    expect(await why('visit.checkIn', checkIn(visit.code!, 535), homeDesk)).toEqual(['NOT_FOUND', 'absent'])
    expect(await refusal(context, 'visit.checkIn', checkIn(visit.code!, 535), wang)).toBe('FORBIDDEN')
    expect(await granted(context, 'visit.checkIn', checkIn(visit.code!.toLowerCase(), 535), desk)).toMatchObject({
      state: 'arrived',
      arrivedAt: at(ON, 535),
    })
  })

  test('a phone whose clock is up to five minutes fast checks in too, and the time kept is the server’s', async () => {
    const { visit } = await booked(context, town, receptionId)
    await becomes(535)
    const fast = new Date(Date.parse(at(ON, 535)) + 1000).toISOString()
    expect((await granted(context, 'visit.checkIn', { ...checkIn(visit.code!, 535), at: fast }, desk)).arrivedAt).toBe(at(ON, 535))
    expect((await granted(context, 'visit.walkIn', walkIn(540), desk)).arrivedAt).toBe(at(ON, 535))
    const after = new Date(Date.parse(at(ON, 540)) + 1).toISOString()
    expect(await why('visit.walkIn', { ...walkIn(540), at: after }, desk)).toEqual(['BAD_INPUT', 'future'])
  })

  test('from a phone that was offline it arrives later with its own time; twice is once, and the earlier time stands', async () => {
    const { visit } = await booked(context, town, receptionId)
    await becomes(600)
    const late = checkIn(visit.code!, 545)
    await granted(context, 'visit.checkIn', late, desk)
    await granted(context, 'visit.checkIn', late, desk)
    await granted(context, 'visit.checkIn', checkIn(visit.code!, 550), desk)
    const seen = await granted(context, 'visit.checkIn', checkIn(visit.code!, 538), desk)
    expect(seen.arrivedAt).toBe(at(ON, 538))
    expect(seen.events.filter(({ kind }) => kind === 'arrived')).toHaveLength(1)
  })

  test('synchronised the next day it puts right that the visitor was taken for missing', async () => {
    const { visit, personId } = await booked(context, town, receptionId)
    await becomes(560)
    await granted(context, 'visit.noShow', { ...of(visit.id), who: 'visitor' }, desk)
    await becomes(540, '2026-12-04')
    expect(await granted(context, 'visit.checkIn', checkIn(visit.code!, 541), desk)).toMatchObject({
      state: 'arrived',
      arrivedAt: at(ON, 541),
    })
    const kinds = await context.db.selectFrom('outbox').where('person_id', '=', personId).select('kind').execute()
    expect(kinds.map(({ kind }) => kind)).toContain('visit_missed')
  })

  test('a cancelled visit does not check in', async () => {
    const { visit, token } = await booked(context, town, receptionId)
    await granted(context, 'visit.cancel', of(visit.id), token)
    await becomes(540)
    expect(await refusal(context, 'visit.checkIn', checkIn(visit.code!, 540), desk)).toBe('CONFLICT')
  })
})

describe('the queue', () => {
  test('bookings whose time has come go first, then who came late or walked in, then who is early', async () => {
    const nine = await booked(context, town, receptionId, { startsAt: at(ON, 540), about: '九点' })
    const twenty = await booked(context, town, receptionId, { startsAt: at(ON, 560), about: '九点二十' })
    const forty = await booked(context, town, receptionId, { startsAt: at(ON, 580), about: '九点四十', needs: ['wheelchair'] })
    await booked(context, town, receptionId, { startsAt: at(ON, 580), about: '没来' })
    await becomes(562)
    await granted(context, 'visit.walkIn', walkIn(550, '路过'), desk)
    await granted(context, 'visit.checkIn', checkIn(nine.visit.code!, 556), desk)
    await granted(context, 'visit.checkIn', checkIn(twenty.visit.code!, 558), desk)
    await granted(context, 'visit.checkIn', checkIn(forty.visit.code!, 545), desk)
    const seen = await granted(context, 'visit.queue', { receptionId }, wang)
    expect(seen.queue.map(({ about }) => about)).toEqual(['九点二十', '路过', '九点', '九点四十'])
    expect(seen.expected.map(({ about }) => about)).toEqual(['没来'])
    expect(seen.queue.map(({ code }) => code)).toEqual([null, null, null, null])
    expect(seen.queue[0]!.steps).toEqual(['minutes'])
    const own = await granted(context, 'visit.queue', { receptionId }, desk)
    expect(own.queue[0]!.code).toBe(twenty.visit.code)
    expect(own.queue.at(-1)!.needs).toEqual(['wheelchair'])
    for (const token of [nine.token, town.token.resident, town.token.zhao])
      expect(await refusal(context, 'visit.queue', { receptionId }, token).then((code) => ['NOT_FOUND', 'SIGN_IN'].includes(code!))).toBe(
        true,
      )
    const office = await signedIn(context, town, town.person.office)
    expect(await refusal(context, 'visit.queue', { receptionId }, office)).toBe('NOT_FOUND')
  })

  test('who walks in needs no account and takes no place of those that are booked', async () => {
    const both = await Promise.all([1, 2].map(() => booked(context, town, receptionId, { startsAt: at(ON, 540) })))
    await becomes(541)
    const walked = await granted(context, 'visit.walkIn', walkIn(540), desk)
    expect(walked).toMatchObject({ state: 'arrived', isWalkIn: true, startsAt: null, steps: ['checkIn', 'minutes'] })
    expect(both.map(({ visit }) => visit.startsAt)).toEqual([at(ON, 540), at(ON, 540)])
    expect(await why('visit.walkIn', walkIn(547), desk)).toEqual(['BAD_INPUT', 'future'])
    const homeDesk = await signedIn(context, town, town.person.homeDesk)
    expect(await why('visit.walkIn', walkIn(541), homeDesk)).toEqual(['NOT_FOUND', 'absent'])
  })
})

describe('who is not there', () => {
  test('the visitor: only once the slot and the grace are over, by the desk or the deputy', async () => {
    const { visit, personId } = await booked(context, town, receptionId)
    await becomes(549)
    expect(await refusal(context, 'visit.noShow', { ...of(visit.id), who: 'visitor' }, wang)).toBe('CONFLICT')
    await becomes(550)
    expect(await refusal(context, 'visit.noShow', { ...of(visit.id), who: 'visitor' }, await signedIn(context, town, personId))).toBe(
      'CONFLICT',
    )
    expect(await granted(context, 'visit.noShow', { ...of(visit.id), who: 'visitor' }, wang)).toMatchObject({ state: 'missed' })
  })

  test('the deputy: the visitor says so, also where nobody was there to check them in, and the desk is told; the deputy cannot', async () => {
    const { visit, personId } = await booked(context, town, receptionId)
    await becomes(550)
    expect(await refusal(context, 'visit.noShow', { ...of(visit.id), who: 'deputy' }, wang)).toBe('CONFLICT')
    const visitor = await signedIn(context, town, personId)
    const seen = await granted(context, 'visit.noShow', { ...of(visit.id), who: 'deputy' }, visitor)
    expect(seen).toMatchObject({ state: 'unmet', steps: [] })
    expect(seen.events.at(-1)).toMatchObject({ kind: 'unmet', by: 'visitor' })
    const { items } = await granted(context, 'notification.mine', {}, desk)
    expect(items[0]).toMatchObject({ kind: 'reception_unmet', receptionId, visitId: null })
    expect((await granted(context, 'notification.mine', {}, visitor)).items.map(({ kind }) => kind)).not.toContain('visit_unmet')
  })
})

describe('after the talk', () => {
  async function received() {
    const made = await booked(context, town, receptionId, { about: '路灯' })
    await becomes(541)
    await granted(context, 'visit.checkIn', checkIn(made.visit.code!, 540), desk)
    await granted(
      context,
      'visit.minutes',
      { ...of(made.visit.id), said: '西街路灯不亮', promised: '一周内问路灯所', promisedOn: '2026-12-10' },
      wang,
    )
    return { ...made, visitor: await signedIn(context, town, made.personId) }
  }

  test('the visitor reads what was said and promised; a stranger and the office do not', async () => {
    const { visit, visitor } = await received()
    expect(await granted(context, 'visit.open', { id: visit.id }, visitor)).toMatchObject({
      state: 'received',
      minutes: { said: '西街路灯不亮', promised: '一周内问路灯所', promisedOn: '2026-12-10' },
    })
    const office = await signedIn(context, town, town.person.office)
    expect((await granted(context, 'visit.open', { id: visit.id }, office)).minutes).toBeNull()
    await granted(context, 'visit.minutes', { ...of(visit.id), said: '西街和北街路灯不亮' }, desk)
    expect((await granted(context, 'visit.open', { id: visit.id }, visitor)).minutes).toMatchObject({
      said: '西街和北街路灯不亮',
      promised: '',
    })
  })

  test('a concern is none until the visitor confirms it; then it is theirs, with the deputy who received them', async () => {
    const { visit, visitor } = await received()
    const concerns = () => context.db.selectFrom('concerns').selectAll().execute()
    const proposal = { ...of(visit.id), text: '西街路口的路灯两周不亮', topic: 'lamps', address: '西街路口' }
    expect(await refusal(context, 'visit.confirmConcern', of(visit.id), visitor)).toBe('CONFLICT')
    await granted(context, 'visit.toConcern', proposal, desk)
    expect(await concerns()).toEqual([])
    expect(await refusal(context, 'visit.confirmConcern', of(visit.id), desk)).toBe('CONFLICT')
    const seen = await granted(context, 'visit.open', { id: visit.id }, visitor)
    expect(seen).toMatchObject({
      steps: ['confirmConcern'],
      proposal: { text: proposal.text, topic: { name: '路灯' }, address: '西街路口' },
    })
    const confirm = { ...of(visit.id), text: '西街路口的路灯三周不亮' }
    const [first, again] = [
      await granted(context, 'visit.confirmConcern', confirm, visitor),
      await granted(context, 'visit.confirmConcern', confirm, visitor),
    ]
    expect(again.concern).toEqual(first.concern)
    expect(await concerns()).toHaveLength(1)
    expect(await refusal(context, 'visit.confirmConcern', of(visit.id), visitor)).toBe('CONFLICT')
    const concern = await granted(context, 'concern.open', { id: first.concern!.id }, visitor)
    expect(concern).toMatchObject({
      relations: ['reporter'],
      text: '西街路口的路灯三周不亮',
      state: 'assigned',
      deputy: { name: '王小河' },
      receipt: { reasons: [{ kind: 'chosen' }], station: { name: '西街联络站' } },
      contact: null,
    })
    expect(concern.events.map(({ kind }) => kind)).toEqual(['submitted', 'routed'])
  })

  test('two confirmations at the same moment make one concern', async () => {
    const { visit, visitor } = await received()
    await granted(context, 'visit.toConcern', { ...of(visit.id), text: '西街路口的路灯两周不亮' }, wang)
    const replies = await Promise.all([1, 2, 3].map(() => call(context, 'visit.confirmConcern', of(visit.id), visitor)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await context.db.selectFrom('concerns').select('id').execute()).toHaveLength(1)
  })

  test('for who walked in without an account nothing is handed in', async () => {
    await becomes(541)
    const { id } = await granted(context, 'visit.walkIn', walkIn(540), desk)
    await granted(context, 'visit.minutes', { ...of(id), said: '问了低保' }, desk)
    expect(await refusal(context, 'visit.toConcern', { ...of(id), text: '想申请低保' }, desk)).toBe('CONFLICT')
  })

  test('the log of a visit cannot be changed', async () => {
    const { visit } = await received()
    await expect(context.db.deleteFrom('visit_events').where('visit_id', '=', visit.id).execute()).rejects.toThrow('append-only')
  })
})
