import { randomUUID } from 'node:crypto'
import { retain } from '../../src/cloud/privacy/retain'
import { openSession } from '../../src/cloud/session/identify'
import type { Input } from '../../src/contract'
import { openTestContext, type TestContext } from './database'
import { pixel } from './photos'
import { spoken } from './recordings'
import { openReception } from './receptions'
import { buildTown, call, granted, inWest, refusal, type Town } from './town'

const START = new Date('2026-11-23T02:00:00Z')
const DAY_MS = 86_400_000
const NAME = '欧阳阿婆'
const PHONE = '13987654321'

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext({ now: START, isLimited: true })
  town = await buildTown(context)
})
afterEach(() => context.close())

const later = (days: number) => context.setNow(new Date(START.getTime() + days * DAY_MS))
const signIn = async (personId: string) =>
  (await openSession(context.db, { congressId: town.congressId, personId, kind: 'desktop' }, context.now())).token
async function newcomer() {
  const id = randomUUID()
  await context.db
    .insertInto('persons')
    .values({ congress_id: town.congressId, id, openid: null, demo_key: null, name: null, created_at: context.now() })
    .execute()
  return { id, token: await signIn(id) }
}
const photo = async (token: string) =>
  (await granted(context, 'photo.add', { requestId: randomUUID(), base64: pixel.toString('base64') }, token)).id
const recording = async (token: string) =>
  (await granted(context, 'recording.add', { requestId: randomUUID(), base64: spoken.toString('base64'), seconds: 7 }, token)).id

const walkIn = (over: Partial<Input<'concern.file'>> & Pick<Input<'concern.file'>, 'consent'>): Input<'concern.file'> => ({
  requestId: randomUUID(),
  stationId: town.hall,
  entry: 'walk_in',
  text: '楼道的灯坏了，晚上上楼看不见。',
  topic: 'lamps',
  place: { at: inWest, address: '西街3号楼' },
  contact: { name: NAME, phone: PHONE, mayCall: false },
  ...over,
})
/** Filed at the hall with a signed paper. */
async function filed(over: Partial<Input<'concern.file'>> = {}) {
  const desk = town.token.hallDesk
  const input = walkIn({ consent: { kind: 'paper', photoIds: [await photo(desk)] }, ...over })
  return granted(context, 'concern.file', input, desk)
}
const of = (id: string) => ({ requestId: randomUUID(), id })
async function answered(id: string) {
  const wang = await signIn(town.person.wang)
  await granted(context, 'concern.accept', of(id), wang)
  await granted(context, 'concern.answer', { ...of(id), text: '灯已经换好。' }, wang)
}
const notes = async (token = town.token.hallDesk) => (await granted(context, 'phoneNote.list', {}, token)).items
const hallDesk = () => signIn(town.person.hallDesk)

describe('filing for a person who cannot', () => {
  test('the case is routed as every other, is the person’s, and the log says who filed it', async () => {
    const { id, claimCode, receipt } = await filed()
    expect(receipt.deputy?.name).toBe('王小河')
    expect(claimCode).toMatch(/^[2-9A-HJ-NP-Z]{10}$/)
    const seen = await granted(context, 'concern.open', { id }, town.token.wang)
    expect(seen.events.map(({ kind, by }) => [kind, by])).toEqual([
      ['submitted', 'reporter'],
      ['routed', null],
      ['filed', 'helper'],
      ['opened', 'assignee'],
    ])
    const row = await context.db.selectFrom('concerns').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ entry: 'walk_in', helper_station_id: town.hall })
    expect(row.reporter_id).not.toBe(town.person.hallDesk)
    const assistance = await context.db.selectFrom('assistances').selectAll().executeTakeFirstOrThrow()
    expect(assistance).toMatchObject({ filed_by_id: town.person.hallDesk, consent: 'paper', person_id: row.reporter_id })
  })

  test('without consent it is refused and nothing is kept', async () => {
    const { consent: _, ...without } = walkIn({ consent: { kind: 'letter' } })
    expect(await call(context, 'concern.file', without, town.token.hallDesk)).toMatchObject({
      error: { code: 'BAD_INPUT', fields: [{ path: 'consent', rule: 'required' }] },
    })
    const desk = town.token.hallDesk
    const others = await photo(town.token.homeDesk)
    expect(await refusal(context, 'concern.file', walkIn({ consent: { kind: 'paper', photoIds: [others] } }), desk)).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.file', walkIn({ consent: { kind: 'spoken', recordingId: randomUUID() } }), desk)).toBe(
      'NOT_FOUND',
    )
    expect(await context.db.selectFrom('concerns').select('id').execute()).toEqual([])
    expect(await context.db.selectFrom('assistances').select('id').execute()).toEqual([])
  })

  test('a paper letter is its own consent, and comes with the case', async () => {
    const desk = town.token.hallDesk
    const input = walkIn({ entry: 'letter', consent: { kind: 'letter' } })
    expect(await call(context, 'concern.file', input, desk)).toMatchObject({ error: { fields: [{ path: 'consent', rule: 'no_letter' }] } })
    const { id } = await granted(context, 'concern.file', { ...input, photoIds: [await photo(desk)] }, desk)
    expect((await granted(context, 'concern.open', { id }, town.token.wang)).photos).toHaveLength(1)
    const called = walkIn({ entry: 'phone', consent: { kind: 'letter' }, photoIds: [await photo(desk)] })
    expect(await refusal(context, 'concern.file', called, desk)).toBe('BAD_INPUT')
  })

  test('only staff file, and only at their own station', async () => {
    const consent = { kind: 'spoken' as const, recordingId: await recording(town.token.homeDesk) }
    expect(await refusal(context, 'concern.file', walkIn({ consent }), town.token.homeDesk)).toBe('NOT_FOUND')
    for (const token of [town.token.wang, town.token.resident, town.token.office])
      expect(await refusal(context, 'concern.file', walkIn({ consent }), token)).toBe('FORBIDDEN')
  })

  test('the same request again files once and prints the same code, which the database does not hold', async () => {
    const desk = town.token.hallDesk
    const input = walkIn({ consent: { kind: 'spoken', recordingId: await recording(desk) } })
    const first = await granted(context, 'concern.file', input, desk)
    expect(await granted(context, 'concern.file', input, desk)).toEqual(first)
    const requests = await context.db.selectFrom('requests').selectAll().execute()
    expect(JSON.stringify(requests)).not.toContain(first.claimCode!)
  })
})

describe('the consent', () => {
  test('is in no view of the case, and opened by the station and the office with a reason that stays', async () => {
    const { id } = await filed()
    for (const token of [town.token.wang, town.token.hallDesk, town.token.office])
      expect((await granted(context, 'concern.open', { id }, token)).photos).toEqual([])
    const shown = await granted(context, 'concern.openConsent', { ...of(id), reason: '核对委托' }, town.token.hallDesk)
    expect(shown).toMatchObject({ kind: 'paper', photos: [{ id: expect.any(String) as string }] })
    await granted(context, 'concern.openConsent', { ...of(id), reason: '抽查' }, town.token.office)
    const { messages } = await granted(context, 'concern.open', { id }, town.token.office)
    expect(messages.map(({ kind, text }) => [kind, text])).toEqual([
      ['consent_opened', '核对委托'],
      ['consent_opened', '抽查'],
    ])
  })

  test('the deputy never sees it, nor another station, nor name or phone without the person’s yes', async () => {
    const { id } = await filed()
    for (const token of [town.token.wang, town.token.li, town.token.homeDesk, town.token.neighbour])
      expect(await refusal(context, 'concern.openConsent', { ...of(id), reason: '想看看' }, token)).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.openContact', { ...of(id), reason: '约时间' }, town.token.wang)).toBe('CONFLICT')
    for (const token of [town.token.wang, town.token.hallDesk, town.token.office])
      expect(JSON.stringify(await call(context, 'concern.open', { id }, token))).not.toMatch(new RegExp(`${NAME}|${PHONE}`))
  })
})

describe('the station helps while nobody has claimed the case', () => {
  test('it replies as the person tells, and a relayed verdict is not the person’s own', async () => {
    const { id } = await filed()
    await granted(context, 'concern.accept', of(id), town.token.wang)
    await granted(context, 'concern.ask', { ...of(id), text: '哪一层？' }, town.token.wang)
    const desk = town.token.hallDesk
    expect((await granted(context, 'concern.open', { id }, desk)).steps).toContain('reply')
    await granted(context, 'concern.reply', { ...of(id), text: '本人说是三层。' }, desk)
    await granted(context, 'concern.answer', { ...of(id), text: '换好了。' }, town.token.wang)
    expect(await refusal(context, 'concern.judge', { ...of(id), verdict: 'settled', text: '' }, desk)).toBe('CONFLICT')
    expect(await refusal(context, 'concern.relayVerdict', { ...of(id), verdict: 'settled', text: '' }, town.token.wang)).toBe('CONFLICT')
    const relayed = await granted(context, 'concern.relayVerdict', { ...of(id), verdict: 'settled', text: '她说亮了。' }, desk)
    expect(relayed).toMatchObject({ state: 'answered', verdict: null })
    expect(relayed.events.at(-1)).toMatchObject({ kind: 'verdict_relayed', by: 'helper', verdict: 'settled' })
  })

  test('a relayed "not settled" opens the case again', async () => {
    const { id } = await filed()
    await answered(id)
    const view = await granted(context, 'concern.relayVerdict', { ...of(id), verdict: 'not_settled', text: '' }, town.token.hallDesk)
    expect(view).toMatchObject({ state: 'accepted', verdict: null })
    expect(view.events.at(-1)).toMatchObject({ kind: 'reopened' })
  })

  test('what it says for the person reaches the deputy as a message that waits to be read', async () => {
    const { id } = await filed()
    await granted(context, 'concern.accept', of(id), town.token.wang)
    await granted(context, 'concern.open', { id }, town.token.wang)
    await granted(context, 'concern.say', { ...of(id), text: '她来说，又黑了一层。' }, town.token.hallDesk)
    const { items } = await granted(context, 'notification.mine', {}, town.token.wang)
    expect(items.map(({ kind }) => kind)).toContain('concern_commented')
    expect((await granted(context, 'concern.inbox', { as: 'deputy' }, town.token.wang)).items).toMatchObject([{ id, unread: 1 }])
    // The station does not owe the person a call about their own words.
    expect(await notes()).toEqual([])
    await granted(context, 'concern.open', { id }, town.token.wang)
    expect((await granted(context, 'concern.inbox', { as: 'deputy' }, town.token.wang)).items).toMatchObject([{ id, unread: 0 }])
  })

  test('another station is nothing to the case', async () => {
    const { id } = await filed()
    expect(await refusal(context, 'concern.open', { id }, town.token.homeDesk)).toBe('NOT_FOUND')
    expect((await granted(context, 'concern.filed', {}, town.token.homeDesk)).items).toEqual([])
    expect((await granted(context, 'concern.filed', {}, town.token.hallDesk)).items).toMatchObject([{ id, entry: 'walk_in' }])
  })
})

describe('the code on the slip', () => {
  test('shows state and answer to anyone who has it, and no word of the person', async () => {
    const { id, number, claimCode } = await filed()
    await answered(id)
    const reply = await call(context, 'concern.track', { number, code: claimCode!.toLowerCase() }, undefined, town.code)
    expect(reply).toMatchObject({ ok: true, output: { number, state: 'answered', deputyName: '王小河', answer: { text: '灯已经换好。' } } })
    expect(JSON.stringify(reply)).not.toMatch(/欧阳|13987654321|看不见/)
  })

  test('takes the case into one account, once; from then on the app tells, and the station is out', async () => {
    const { id, number, claimCode } = await filed()
    const grandson = await newcomer()
    const claim = { requestId: randomUUID(), number, code: claimCode! }
    expect(await granted(context, 'concern.claim', claim, grandson.token)).toEqual({ id, number })
    expect(await granted(context, 'concern.claim', claim, grandson.token)).toEqual({ id, number })
    const stranger = await newcomer()
    expect(await refusal(context, 'concern.claim', { ...claim, requestId: randomUUID() }, stranger.token)).toBe('NOT_FOUND')
    await answered(id)
    expect(await notes()).toEqual([])
    const seen = await granted(context, 'concern.open', { id }, grandson.token)
    expect(seen).toMatchObject({ relations: ['reporter'], contact: { name: NAME, phone: PHONE } })
    expect((await granted(context, 'concern.open', { id }, town.token.hallDesk)).relations).toEqual(['desk'])
    const judged = await granted(context, 'concern.judge', { ...of(id), verdict: 'settled', text: '' }, grandson.token)
    expect(judged.state).toBe('settled')
  })

  test('is no way for those who handle the case to become its judge', async () => {
    const { number, claimCode } = await filed()
    for (const token of [town.token.hallDesk, town.token.wang, town.token.office])
      expect(await refusal(context, 'concern.claim', { requestId: randomUUID(), number, code: claimCode }, token)).toBe('CONFLICT')
  })

  test('wrong, it says the same as for a case that is not there, and only ten times an hour', async () => {
    const { number, claimCode } = await filed()
    const { token } = await newcomer()
    const tried = (with_: { number: string; code: string }) => call(context, 'concern.claim', { requestId: randomUUID(), ...with_ }, token)
    const wrong = await tried({ number, code: 'A'.repeat(10) })
    expect(wrong).toEqual(await tried({ number: '2026-9999', code: claimCode! }))
    expect(wrong).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
    for (let tries = 2; tries < 10; tries += 1) await tried({ number, code: 'B'.repeat(10) })
    expect(await refusal(context, 'concern.claim', { requestId: randomUUID(), number, code: claimCode }, token)).toBe('TOO_MANY')
    expect(await refusal(context, 'concern.track', { number, code: claimCode }, token)).toBe('TOO_MANY')
    context.setNow(new Date(START.getTime() + 61 * 60_000))
    expect(await refusal(context, 'concern.claim', { requestId: randomUUID(), number, code: claimCode }, token)).toBeNull()
  })
})

describe('a letter with two matters', () => {
  async function split(): Promise<{ whole: Awaited<ReturnType<typeof filed>>; part: { id: string; number: string } }> {
    const whole = await filed()
    await granted(context, 'concern.split', { ...of(whole.id), text: '还有井盖松了。' }, town.token.wang)
    const row = context.db.selectFrom('concerns').where('split_from', '=', whole.id).select(['id', 'number'])
    return { whole, part: await row.executeTakeFirstOrThrow() }
  }

  test('is two cases at the station that filed it, and two calls, each about its own', async () => {
    const { whole, part } = await split()
    expect((await granted(context, 'concern.filed', {}, town.token.hallDesk)).items).toMatchObject([
      { id: part.id, entry: 'walk_in', relayedVerdict: null },
      { id: whole.id, entry: 'walk_in', relayedVerdict: null },
    ])
    await answered(part.id)
    const [note, ...others] = await notes()
    expect(others).toEqual([])
    expect(note).toMatchObject({ concern: part, hasPhone: true })
    await answered(whole.id)
    expect((await notes()).map(({ concern }) => concern!.number).sort()).toEqual([whole.number, part.number].sort())
    expect(await granted(context, 'phoneNote.open', of(note!.id), town.token.hallDesk)).toEqual({ name: NAME, phone: PHONE })
    await granted(context, 'phoneNote.close', { ...of(note!.id), outcome: 'reached' }, town.token.hallDesk)
    expect(await notes()).toMatchObject([{ concern: { id: whole.id } }])
    const told = (await granted(context, 'concern.open', { id: part.id }, town.token.hallDesk)).events.map(({ kind }) => kind)
    expect(told.slice(-2)).toEqual(['contact_opened', 'told_reached'])
  })

  test('is claimed whole, with one code: both are judged, and both erased, by who claimed', async () => {
    const { whole, part } = await split()
    await answered(part.id)
    await answered(whole.id)
    const { token } = await newcomer()
    await granted(context, 'concern.claim', { requestId: randomUUID(), number: whole.number, code: whole.claimCode! }, token)
    expect(await notes()).toEqual([])
    expect((await granted(context, 'concern.filed', {}, town.token.hallDesk)).items).toEqual([])
    const { items } = await granted(context, 'notification.mine', {}, token)
    expect(items.flatMap(({ kind, concern }) => (kind === 'concern_answered' ? [concern!.id] : [])).sort()).toEqual(
      [whole.id, part.id].sort(),
    )
    for (const { id } of [whole, part]) {
      const view = await granted(context, 'concern.judge', { ...of(id), verdict: 'settled', text: '' }, token)
      expect(view).toMatchObject({ relations: ['reporter'], state: 'settled', contact: { name: NAME } })
      expect(view.events.map(({ kind }) => kind)).toContain('claimed')
    }
    await granted(context, 'person.erase', { requestId: randomUUID(), underWay: 'wait' }, token)
    const left = await context.db.selectFrom('concerns').select(['text', 'contact']).execute()
    expect(left).toEqual([
      { text: '', contact: null },
      { text: '', contact: null },
    ])
  })

  test('has two verdicts told by staff, each of its own last answer', async () => {
    const { whole, part } = await split()
    const told = async () => (await granted(context, 'concern.filed', {}, town.token.hallDesk)).items.map((item) => item.relayedVerdict)
    await answered(part.id)
    await granted(context, 'concern.relayVerdict', { ...of(part.id), verdict: 'partly', text: '' }, town.token.hallDesk)
    expect(await told()).toEqual(['partly', null])
    await answered(whole.id)
    await granted(context, 'concern.relayVerdict', { ...of(whole.id), verdict: 'not_settled', text: '' }, town.token.hallDesk)
    expect(await told()).toEqual(['partly', 'not_settled'])
    await granted(context, 'concern.answer', { ...of(whole.id), text: '又换了。' }, town.token.wang)
    expect(await told()).toEqual(['partly', null])
  })

  test('is not claimed by who answers either of them', async () => {
    const { whole, part } = await split()
    await granted(context, 'concern.passOn', { ...of(part.id), deputyId: town.li, reason: '井盖归他' }, town.token.wang)
    const claim = { requestId: randomUUID(), number: whole.number, code: whole.claimCode }
    expect(await refusal(context, 'concern.claim', claim, town.token.li)).toBe('CONFLICT')
  })
})

describe('who opened what tells who an assisted person is', () => {
  test('stands in their own log once they have claimed the case: the phone, and the consent, each with its reason', async () => {
    const { id, number, claimCode } = await filed()
    await answered(id)
    const [note] = await notes()
    await granted(context, 'phoneNote.open', of(note!.id), town.token.hallDesk)
    await granted(context, 'concern.openConsent', { ...of(id), reason: '核对委托' }, town.token.hallDesk)
    await granted(context, 'concern.openConsent', { ...of(id), reason: '抽查' }, town.token.office)
    const { token } = await newcomer()
    await granted(context, 'concern.claim', { requestId: randomUUID(), number, code: claimCode! }, token)
    // Their own look is nobody's.
    await granted(context, 'concern.openConsent', { ...of(id), reason: '看看' }, token)
    const { items } = await granted(context, 'identity.log', { concernId: id }, token)
    const opened = items.filter(({ what }) => what !== 'read' && what !== 'listed')
    expect(opened.map(({ what, by, byName, reason }) => [what, by, byName.split(' ')[0], reason]).sort()).toEqual([
      ['contact', 'desk', '西街联络站', '告知进展'],
      ['identity', 'desk', '西街联络站', '核对委托'],
      ['identity', 'office', 'TOWN人大办公室', '抽查'],
    ])
  })
})

describe('telling by phone', () => {
  test('an answer is a call to make, at the station that filed; opening the phone stays in the case', async () => {
    const { id, number } = await filed()
    expect(await notes()).toEqual([])
    await answered(id)
    const [note] = await notes()
    expect(note).toMatchObject({ kind: 'concern_answered', concern: { number }, tries: [], hasPhone: true, mustWrite: false })
    expect(JSON.stringify(note)).not.toContain(NAME)
    expect(await notes(town.token.homeDesk)).toEqual([])
    expect(await refusal(context, 'phoneNote.open', of(note!.id), town.token.homeDesk)).toBe('NOT_FOUND')
    expect(await granted(context, 'phoneNote.open', of(note!.id), town.token.hallDesk)).toEqual({ name: NAME, phone: PHONE })
    const { events, messages } = await granted(context, 'concern.open', { id }, town.token.hallDesk)
    expect(events.at(-1)).toMatchObject({ kind: 'contact_opened', by: 'helper' })
    expect(messages.at(-1)).toMatchObject({ kind: 'contact_opened', text: '告知进展' })
  })

  test('is done once: the second clerk at the same moment finds nothing to do', async () => {
    const { id } = await filed()
    await answered(id)
    const [note] = await notes()
    const replies = await Promise.all(
      [1, 2, 3].map(() => call(context, 'phoneNote.close', { ...of(note!.id), outcome: 'reached' }, town.token.hallDesk)),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await notes()).toEqual([])
    const { events } = await granted(context, 'concern.open', { id }, town.token.hallDesk)
    expect(events.filter(({ kind }) => kind === 'told_reached')).toHaveLength(1)
    expect(await refusal(context, 'phoneNote.open', of(note!.id), town.token.hallDesk)).toBe('NOT_FOUND')
  })

  test('three times nobody answers; then a letter or a visit ends it', async () => {
    const { id } = await filed()
    await answered(id)
    const [note] = await notes()
    for (const day of [0, 1, 2]) {
      later(day)
      expect(await granted(context, 'phoneNote.close', { ...of(note!.id), outcome: 'not_reached' }, await hallDesk())).toMatchObject({
        isDone: false,
      })
    }
    const desk = await hallDesk()
    expect(await notes(desk)).toMatchObject([{ mustWrite: true, tries: [expect.anything(), expect.anything(), expect.anything()] }])
    expect(await refusal(context, 'phoneNote.close', { ...of(note!.id), outcome: 'not_reached' }, desk)).toBe('CONFLICT')
    await granted(context, 'phoneNote.close', { ...of(note!.id), outcome: 'letter' }, desk)
    expect(await notes(desk)).toEqual([])
  })
})

describe('booking for a person who cannot', () => {
  test('takes a place as a booking does; its reminders are calls, and another station cannot', async () => {
    const receptionId = await openReception(context, town, { on: '2026-12-03' })
    const booking = async (token: string) => ({
      requestId: randomUUID(),
      receptionId,
      startsAt: null,
      about: '问低保',
      needs: ['wheelchair' as const],
      contact: { name: NAME, phone: PHONE, mayCall: true },
      consent: { kind: 'spoken' as const, recordingId: await recording(token) },
    })
    const { hallDesk: desk, homeDesk } = town.token
    expect(await refusal(context, 'visit.bookFor', await booking(homeDesk), homeDesk)).toBe('NOT_FOUND')
    const visit = await granted(context, 'visit.bookFor', await booking(desk), desk)
    expect(visit).toMatchObject({ state: 'booked', code: expect.any(String) as string })
    context.setNow(new Date('2026-12-02T10:00:00Z'))
    const [note] = await notes(await hallDesk())
    expect(note).toMatchObject({ kind: 'visit_reminder', visit: { id: visit.id } })
    expect(await granted(context, 'phoneNote.open', of(note!.id), await hallDesk())).toEqual({ name: NAME, phone: PHONE })
    const { visitor_id } = await context.db.selectFrom('visits').where('id', '=', visit.id).select('visitor_id').executeTakeFirstOrThrow()
    const { token } = await openSession(context.db, { congressId: town.congressId, personId: visitor_id!, kind: 'desktop' }, context.now())
    const { items } = await granted(context, 'identity.log', {}, token)
    expect(items).toMatchObject([
      { what: 'contact', by: 'desk', reason: '告知进展', concern: null, visit: { id: visit.id, code: visit.code } },
    ])
    expect(items[0]!.byName).toContain('西街联络站')
  })
})

describe('what is kept of an assisted person', () => {
  test('goes when the one who claimed the case has everything erased: words, photos, consent, code', async () => {
    const photoId = await photo(town.token.hallDesk)
    const { id, number, claimCode } = await filed({ photoIds: [photoId] })
    const { token } = await newcomer()
    await granted(context, 'concern.claim', { requestId: randomUUID(), number, code: claimCode! }, token)
    await granted(context, 'person.erase', { requestId: randomUUID(), underWay: 'withdraw' }, token)
    const row = await context.db.selectFrom('concerns').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ text: '', contact: null })
    expect(await context.db.selectFrom('photos').select('id').execute()).toEqual([])
    expect(await context.db.selectFrom('consent_papers').select('file_id').execute()).toEqual([])
  })

  test('goes after its time where nobody claimed it', async () => {
    const { id, number, claimCode } = await filed()
    const wang = town.token.wang
    await granted(context, 'concern.accept', of(id), wang)
    await granted(context, 'concern.ask', { ...of(id), text: '哪层？' }, wang)
    await granted(context, 'concern.reply', { ...of(id), text: '本人说三层。' }, town.token.hallDesk)
    await granted(context, 'concern.answer', { ...of(id), text: '换好了。' }, wang)
    later(1200)
    await retain(context)
    const left = await context.db.selectFrom('concern_messages').select(['kind', 'text']).execute()
    expect(left).toContainEqual({ kind: 'replied', text: '' })
    expect(await context.db.selectFrom('consent_papers').select('file_id').execute()).toEqual([])
    expect(await refusal(context, 'concern.claim', { requestId: randomUUID(), number, code: claimCode }, (await newcomer()).token)).toBe(
      'NOT_FOUND',
    )
  })
})
