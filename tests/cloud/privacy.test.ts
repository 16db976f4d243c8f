import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pino from 'pino'
import { handle } from '../../src/cloud/main'
import { retain } from '../../src/cloud/privacy/retain'
import { openSession } from '../../src/cloud/session/identify'
import { operations, type OperationName } from '../../src/contract'
import { agreementVersion, retentionDefaults } from '../../src/domain/privacy'
import { openTestContext, recorded, type TestContext } from './database'
import { pixel } from './photos'
import { buildTown, call, granted, inWest, lampConcern, refusal, type Town } from './town'

const NAME = '欧阳蔚蓝'
const PHONE = '13987654321'
const DAY_MS = 86_400_000
const START = new Date('2026-11-23T02:00:00Z')
const PHOTO = pixel.toString('base64')

let context: TestContext
let town: Town
/** Everything that the process wrote to its log. */
let logged = ''
beforeAll(async () => {
  const opened = await openTestContext({ now: START })
  context = { ...opened, log: pino({ level: 'trace' }, { write: (line: string) => void (logged += line) }) }
  town = await buildTown(context)
})
afterAll(() => context.close())

const later = (days: number) => context.setNow(new Date(START.getTime() + days * DAY_MS))
/** A new person of the town with a session that lasts from now. */
async function newcomer(openid: string | null = null) {
  const id = randomUUID()
  await context.db
    .insertInto('persons')
    .values({ congress_id: town.congressId, id, openid, demo_key: null, name: null, created_at: context.now() })
    .execute()
  return { id, token: await signIn(id) }
}
const signIn = async (id: string, device: string | null = null) =>
  (await openSession(context.db, { congressId: town.congressId, personId: id, kind: 'desktop', device }, context.now())).token
const photoOf = (token: string) => granted(context, 'photo.add', { requestId: randomUUID(), base64: PHOTO }, token)
const reported = async (token: string, over: Parameters<typeof lampConcern>[0] = {}) =>
  (await granted(context, 'concern.submit', lampConcern({ contact: { name: NAME, phone: PHONE, mayCall: true }, ...over }), token)).id
const step = (name: 'accept' | 'withdraw', id: string, token: string) =>
  granted(context, `concern.${name}`, { requestId: randomUUID(), id }, token)
const answered = async (id: string, text = '路灯已经修好。') => {
  await step('accept', id, await signIn(town.person.wang))
  await granted(context, 'concern.answer', { requestId: randomUUID(), id, text }, await signIn(town.person.wang))
}
const row = (id: string) => context.db.selectFrom('concerns').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
/** By a link made now: an older one may have run out. */
const isOnDisk = async ({ id }: { id: string }) => {
  const { searchParams, pathname } = new URL((await context.files.urls([id], 'photo')).get(id)!, 'http://host')
  const found = await context.files.open(
    pathname.slice('/files/'.length),
    Number(searchParams.get('expires')),
    searchParams.get('signature')!,
  )
  return found !== null
}
/** Every row of every table as text, so that nothing is looked for only where one thinks of it. */
async function everythingStored(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    context.db,
  )
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const { rows: stored } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(context.db)
      return stored.map(({ text }) => `${name}: ${text}`).join('\n')
    }),
  )
  return texts.join('\n')
}

describe('agreeing', () => {
  test('what one agreed to and when is kept, once, and a version that is not the present one is refused', async () => {
    const { token } = await newcomer()
    expect((await granted(context, 'person.me', {}, token)).agreement).toBeNull()
    const agree = () => granted(context, 'person.agree', { requestId: randomUUID(), version: agreementVersion }, token)
    const first = await agree()
    later(0.1)
    expect(await agree()).toEqual(first)
    context.setNow(START)
    expect((await granted(context, 'person.me', {}, token)).agreement).toEqual({
      version: agreementVersion,
      agreedAt: START.toISOString(),
    })
    expect(await refusal(context, 'person.agree', { requestId: randomUUID(), version: '2020-01' }, token)).toBe('BAD_INPUT')
  })

  test('who reads stations in WeChat without agreeing leaves nothing behind, not even a person', async () => {
    const read = await handle(
      { operation: 'station.nearby', input: { at: inWest }, openid: 'oOnlyReads', congress: town.code, callId: 'test' },
      context,
    )
    expect(read.ok).toBe(true)
    expect(await everythingStored()).not.toContain('oOnlyReads')
  })
})

describe('name and phone', () => {
  test('are handed to nobody by any operation, but to the deputy who opens them and to the resident', async () => {
    const resident = await newcomer()
    const id = await reported(resident.token)
    const readers = [town.token.neighbour, town.token.wang, town.token.li, town.token.zhao, town.token.hallDesk, town.token.office]
    const inputs: Partial<Record<OperationName, unknown[]>> = {
      'concern.open': [{ id }],
      'concern.inbox': [{ as: 'deputy' }, { as: 'desk' }],
      'station.open': [{ id: town.hall }],
      'deputy.open': [{ id: town.wang }],
      'station.nearby': [{ at: inWest }],
      'deputy.search': [{ query: '王' }],
    }
    for (const [operation, { isChange }] of Object.entries(operations))
      for (const input of isChange ? [] : (inputs[operation as OperationName] ?? [{}]))
        for (const token of readers) {
          const said = JSON.stringify(await call(context, operation, input, token))
          expect({ operation, said }).toEqual({ operation, said: expect.not.stringMatching(new RegExp(`${NAME}|${PHONE}`)) as string })
        }
    const steps: [OperationName, object, string][] = [
      ['concern.accept', {}, town.token.wang],
      ['concern.ask', { text: '哪一盏？' }, town.token.wang],
      ['concern.answer', { text: '修好了。' }, town.token.wang],
      ['concern.say', { text: '收到。' }, town.token.hallDesk],
      ['concern.openContact', { reason: '想看看' }, town.token.li],
      ['concern.openContact', { reason: '想看看' }, town.token.hallDesk],
      ['concern.openContact', { reason: '想看看' }, town.token.office],
      ['concern.correctContact', { name: '别人', phone: '', mayCall: true }, town.token.wang],
    ]
    for (const [operation, input, token] of steps) {
      const said = JSON.stringify(await call(context, operation, { requestId: randomUUID(), id, ...input }, token))
      expect({ operation, said }).toEqual({ operation, said: expect.not.stringMatching(new RegExp(`${NAME}|${PHONE}`)) as string })
    }
    const opened = await granted(context, 'concern.openContact', { requestId: randomUUID(), id, reason: '约时间看现场' }, town.token.wang)
    expect(opened).toEqual({ name: NAME, phone: PHONE })
    expect((await granted(context, 'concern.open', { id }, resident.token)).contact).toEqual({ name: NAME, phone: PHONE, mayCall: true })
  })

  test('stand in clear nowhere in the database, and in no line of the log, faults and refusals included', async () => {
    const resident = await newcomer()
    const id = await reported(resident.token)
    const contact = { name: NAME, phone: PHONE, mayCall: true }
    const replies = [
      await call(context, 'concern.submit', lampConcern({ contact, deputyId: randomUUID() }), resident.token),
      await call(context, 'concern.submit', { ...lampConcern({ contact }), text: '' }, resident.token),
      await call(context, 'concern.submit', lampConcern({ contact: { ...contact, phone: `${PHONE}9` } }), resident.token),
      await call(context, 'concern.correctContact', { requestId: randomUUID(), id: randomUUID(), ...contact }, resident.token),
    ]
    // A case whose contact cannot be opened, and a database that is not there: both are our own faults.
    await context.db
      .updateTable('concerns')
      .set({ contact: Buffer.from(PHONE) })
      .where('id', '=', id)
      .execute()
    replies.push(await call(context, 'concern.open', { id }, resident.token))
    await context.db.updateTable('concerns').set({ contact: null }).where('id', '=', id).execute()
    await sql`alter table concern_events rename to events_away`.execute(context.db)
    replies.push(await call(context, 'concern.submit', lampConcern({ contact }), resident.token))
    await sql`alter table events_away rename to concern_events`.execute(context.db)
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))).toEqual([
      'NOT_FOUND',
      'BAD_INPUT',
      'BAD_INPUT',
      'NOT_FOUND',
      'INTERNAL',
      'INTERNAL',
    ])
    expect(logged).toContain('operation failed')
    for (const written of [logged, JSON.stringify(replies), await everythingStored()]) {
      expect(written).not.toContain(NAME)
      expect(written).not.toContain(PHONE)
      // As PostgreSQL writes bytes.
      expect(written).not.toContain(Buffer.from(PHONE).toString('hex'))
    }
  })

  test('are not found by trying every number against what a request leaves behind', async () => {
    const resident = await newcomer()
    const input = { requestId: randomUUID(), id: await reported(resident.token), name: '', phone: PHONE, mayCall: false }
    await granted(context, 'concern.correctContact', input, resident.token)
    const { input_hash } = await context.db
      .selectFrom('requests')
      .where('request_id', '=', input.requestId)
      .select('input_hash')
      .executeTakeFirstOrThrow()
    const { createHash } = await import('node:crypto')
    expect(input_hash.equals(createHash('sha256').update(JSON.stringify(input)).digest())).toBe(false)
    // The same request is still known.
    expect(await refusal(context, 'concern.correctContact', input, resident.token)).toBeNull()
    expect(await refusal(context, 'concern.correctContact', { ...input, phone: '13987654322' }, resident.token)).toBe('BAD_INPUT')
  })

  test('can be corrected by the resident, and taken back with the consent to call', async () => {
    const resident = await newcomer()
    const id = await reported(resident.token)
    const correct = (contact: { name: string; phone: string; mayCall: boolean }) =>
      granted(context, 'concern.correctContact', { requestId: randomUUID(), id, ...contact }, resident.token)
    await correct({ name: NAME, phone: '13900000000', mayCall: true })
    expect(await granted(context, 'concern.openContact', { requestId: randomUUID(), id, reason: '约时间看现场' }, town.token.wang)).toEqual(
      { name: NAME, phone: '13900000000' },
    )
    const view = await correct({ name: '', phone: '', mayCall: true })
    expect(view).toMatchObject({ contact: null })
    expect(view?.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['contact_corrected', 'contact_opened', 'contact_corrected']),
    )
    expect(await refusal(context, 'concern.openContact', { requestId: randomUUID(), id, reason: '约时间看现场' }, town.token.wang)).toBe(
      'CONFLICT',
    )
    expect(await row(id)).toMatchObject({ contact: null, may_call: false })
    expect(
      await refusal(
        context,
        'concern.correctContact',
        { requestId: randomUUID(), id, name: '', phone: '123', mayCall: false },
        resident.token,
      ),
    ).toBe('BAD_INPUT')
  })
})

describe('what is held about me', () => {
  test('shows who looked at name and phone, when and why, across cases, and nobody else’s', async () => {
    const resident = await newcomer()
    const [one, two] = [await reported(resident.token), await reported(resident.token)]
    await reported((await newcomer()).token)
    const open = (id: string, reason: string) =>
      granted(context, 'concern.openContact', { requestId: randomUUID(), id, reason }, town.token.wang)
    await open(one, '约时间看现场')
    later(0.2)
    await open(two, '核对门牌号')
    context.setNow(START)
    const { openings, contacts, counts, underWay, retention } = await granted(context, 'person.holdings', {}, resident.token)
    expect(openings.map(({ concernId, deputyName, reason }) => [concernId, deputyName, reason])).toEqual([
      [two, '王小河', '核对门牌号'],
      [one, '王小河', '约时间看现场'],
    ])
    expect(contacts.map(({ concernId, name, phone }) => [concernId, name, phone]).sort()).toEqual(
      [
        [one, NAME, PHONE],
        [two, NAME, PHONE],
      ].sort(),
    )
    expect(counts).toEqual({ concerns: 2, messages: 0, photos: 0 })
    expect(underWay.map(({ concernId }) => concernId).sort()).toEqual([one, two].sort())
    expect(retention).toEqual(retentionDefaults)
  })

  test('lists the sessions, and ending one signs that device out and no other', async () => {
    const resident = await newcomer()
    const other = await signIn(resident.id, 'Safari, iPhone')
    const { sessions } = await granted(context, 'person.holdings', {}, resident.token)
    expect(sessions.map(({ isThis }) => isThis).sort()).toEqual([false, true])
    const away = sessions.find(({ isThis }) => !isThis)!
    expect(away.device).toBe('Safari, iPhone')
    expect(await refusal(context, 'session.close', { requestId: randomUUID(), id: away.id }, town.token.neighbour)).toBe('NOT_FOUND')
    await granted(context, 'session.close', { requestId: randomUUID(), id: away.id }, resident.token)
    expect(await refusal(context, 'person.me', {}, other)).toBe('SIGN_IN')
    expect(await refusal(context, 'person.me', {}, resident.token)).toBeNull()
  })

  test('the export has every case with its thread, page by page, and nothing of anybody else', async () => {
    const resident = await newcomer()
    const photo = await photoOf(resident.token)
    const loose = await photoOf(resident.token)
    const ids: string[] = []
    for (let index = 0; index < 22; index += 1) ids.push(await reported(resident.token, index === 0 ? { photoIds: [photo.id] } : {}))
    await answered(ids[0]!)
    const first = await granted(context, 'person.export', {}, resident.token)
    const rest = await granted(context, 'person.export', { cursor: first.next! }, resident.token)
    expect([first.concerns.length, rest.concerns.length, rest.next]).toEqual([20, 2, null])
    const all = [...first.concerns, ...rest.concerns]
    expect(all.map(({ id }) => id).sort()).toEqual([...ids].sort())
    const withPhoto = all.find(({ id }) => id === ids[0])!
    expect(withPhoto.photos.map(({ id }) => id)).toEqual([photo.id])
    expect(withPhoto.messages.map(({ text }) => text)).toEqual(['路灯已经修好。'])
    expect(withPhoto.contact).toEqual({ name: NAME, phone: PHONE, mayCall: true })
    expect(first.loosePhotos.map(({ id }) => id)).toEqual([loose.id])
    expect(first).toMatchObject({ format: 'lianxinqiao.person.1', congress: 'TOWN人大', person: { id: resident.id } })
    expect(await refusal(context, 'person.export', { cursor: 'nonsense' }, resident.token)).toBe('BAD_INPUT')
  })
})

describe('erasing me', () => {
  test('takes words, place, contact, photos and their files, messages and openid, and leaves what the deputy answered and the log', async () => {
    const openid = 'oWantsToLeave'
    const resident = await newcomer(openid)
    const photo = await photoOf(resident.token)
    const loose = await photoOf(resident.token)
    const id = await reported(resident.token, { text: '独一无二的原话在这里。', photoIds: [photo.id] })
    await granted(context, 'concern.say', { requestId: randomUUID(), id, text: '独一无二的留言。' }, resident.token)
    await answered(id, '代表答复仍在。')
    const eventsBefore = await context.db.selectFrom('concern_events').where('concern_id', '=', id).selectAll().orderBy('seq').execute()
    expect([await isOnDisk(photo), await isOnDisk(loose)]).toEqual([true, true])

    const erased = await granted(context, 'person.erase', { requestId: randomUUID(), underWay: 'wait' }, resident.token)
    expect(erased).toEqual({ erasedAt: START.toISOString(), concerns: 1, photos: 2 })
    const stored = await everythingStored()
    for (const gone of ['独一无二', openid, photo.id, loose.id]) expect(stored).not.toContain(gone)
    expect(await row(id)).toMatchObject({ text: '', address: '', lon: null, contact: null, may_call: false, state: 'answered' })
    expect([await isOnDisk(photo), await isOnDisk(loose)]).toEqual([false, false])
    expect(await refusal(context, 'person.me', {}, resident.token)).toBe('SIGN_IN')

    const view = await granted(context, 'concern.open', { id }, town.token.wang)
    expect(view.messages.map(({ by, text }) => [by, text])).toEqual([
      ['reporter', ''],
      ['assignee', '代表答复仍在。'],
    ])
    expect(view.events).toContainEqual(expect.objectContaining({ kind: 'erased', by: 'reporter' }))
    const eventsAfter = await context.db.selectFrom('concern_events').where('concern_id', '=', id).selectAll().orderBy('seq').execute()
    expect(eventsAfter.slice(0, eventsBefore.length)).toEqual(eventsBefore)

    const back = await handle({ operation: 'concern.mine', input: {}, openid, congress: town.code, callId: 'test' }, context)
    expect(back).toMatchObject({ ok: true, output: { items: [] } })
  })

  test('with a case under way it waits, unless the person withdraws it, which its deputy is told', async () => {
    const resident = await newcomer()
    const id = await reported(resident.token)
    const erase = (underWay: string) => call(context, 'person.erase', { requestId: randomUUID(), underWay }, resident.token)
    expect(await erase('wait')).toEqual({
      ok: false,
      error: { code: 'CONFLICT', fields: [{ path: 'underWay', rule: 'under_way' }] },
    })
    expect((await row(id)).text).not.toBe('')
    expect(await erase('withdraw')).toMatchObject({ ok: true, output: { concerns: 1 } })
    expect(await row(id)).toMatchObject({ state: 'withdrawn', text: '' })
    const told = await context.db.selectFrom('outbox').where('concern_id', '=', id).select(['kind', 'person_id']).execute()
    expect(told).toContainEqual({ kind: 'concern_withdrawn', person_id: town.person.wang })
    expect(told.filter(({ person_id }) => person_id === resident.id)).toEqual([])
  })

  test('a deputy, a clerk or the office is told that the congress has to take the role first', async () => {
    for (const token of [town.token.wang, town.token.hallDesk, town.token.office])
      expect(await call(context, 'person.erase', { requestId: randomUUID(), underWay: 'withdraw' }, token)).toEqual({
        ok: false,
        error: { code: 'CONFLICT', fields: [{ path: 'roles', rule: 'holds_role' }] },
      })
  })

  test('a file that cannot be removed at once is removed by the next run of the retention job', async () => {
    const resident = await newcomer()
    const photo = await photoOf(resident.token)
    const stuck = { ...context, files: { ...context.files, remove: () => Promise.reject(new Error('disk away')) } }
    const reply = await handle(
      { operation: 'person.erase', input: { requestId: randomUUID(), underWay: 'wait' }, token: resident.token, callId: 'test' },
      stuck,
    )
    expect(reply.ok).toBe(true)
    expect(await isOnDisk(photo)).toBe(true)
    expect((await retain(recorded(context))).files).toBe(1)
    expect(await isOnDisk(photo)).toBe(false)
  })
})

test('every column that points at a person has somebody who decided what becomes of it when they leave', async () => {
  const decided = {
    'agreements.person_id': 'stays: an id, a version and a time prove the consent',
    'assistances.contact': 'erased with the visit, and after the time of contacts',
    'assistances.filed_by_id': 'stays: an id of staff',
    'assistances.person_id': 'stays: an id',
    'checks.author_id': 'erased with what was to be checked',
    'concern_events.actor_id': 'stays: an id in a log that cannot be changed',
    'concern_messages.author_id': 'stays: an id; the words are erased',
    'concerns.contact': 'erased',
    'concerns.reveals_name': 'set to false',
    'concerns.relay_name': 'stays: drawn at random, and tells nothing',
    'identity_openings.by_name': 'stays: of deputies and staff, in a log that cannot be changed',
    'concerns.reporter_id': 'stays: an id; the words are erased',
    'consents.person_id': 'erased',
    'membership_events.person_id': 'stays: an id in a log that cannot be changed',
    'memberships.person_id': 'who holds a role cannot leave',
    'outbox.person_id': 'erased',
    'persons.name': 'erased',
    'persons.openid': 'erased',
    'phone_notes.actor_id': 'stays: an id of staff',
    'photos.owner_id': 'erased, files too',
    'recordings.owner_id': 'erased, files too',
    'requests.person_id': 'erased, but for the one under way, and after 30 days',
    'sessions.person_id': 'erased',
    'concerns.review_author_id': 'stays: an id of who wrote the answer that waits',
    'joins.person_id': 'erased',
    'reply_drafts.person_id': 'erased',
    'notice_events.actor_id': 'stays: an id in a log that cannot be changed',
    'notices.author_id': 'stays: an id of who posted it; who holds a role cannot leave',
    'registrations.contact': 'erased, and 180 days after the activity',
    'registrations.person_id': 'stays: an id; the words are erased, open places given back',
    'station_follows.person_id': 'erased',
    'settings_events.actor_id': 'stays: an id in a log that cannot be changed',
    'settings_events.name': '',
    'referrals.author_id': 'stays: who of the deputies or the desk referred it',
    'reception_events.actor_id': 'stays: an id in a log that cannot be changed',
    'visit_events.actor_id': 'stays: an id in a log that cannot be changed',
    'visits.visitor_id': 'stays: an id; the words are erased, open bookings given back',
    'sign_in_offers.person_id': 'stays for two minutes, and until the next hour: an id',
    // Of the congress, not of a person who uses it.
    'congresses.name': '',
    'constituencies.name': '',
    'deputies.name': '',
    'divisions.name': '',
    'stations.name': '',
    'stations.phone': '',
    'topics.name': '',
  }
  const { rows } = await sql<{ column: string }>`
    select table_name || '.' || column_name as column from information_schema.columns where table_schema = 'public'
      and table_name not like 'kysely%'
      and column_name ~ '^(.*_)?(name|phone|openid|contact|(person|owner|author|actor|reporter|resident|visitor|by)_id)$' order by 1`.execute(
    context.db,
  )
  expect(rows.map(({ column }) => column)).toEqual(Object.keys(decided).sort())
})

describe('keeping no longer than needed', () => {
  test('a loose photo goes after a day, file and all, and one that is attached stays', async () => {
    const resident = await newcomer()
    const [loose, used] = [await photoOf(resident.token), await photoOf(resident.token)]
    await reported(resident.token, { photoIds: [used.id] })
    later(0.99)
    await retain(recorded(context))
    expect(await isOnDisk(loose)).toBe(true)
    later(1.01)
    expect((await retain(recorded(context))).loosePhotos).toBeGreaterThanOrEqual(1)
    context.setNow(START)
    expect([await isOnDisk(loose), await isOnDisk(used)]).toEqual([false, true])
  })

  test('sessions go once they have run out, requests after 30 days', async () => {
    const resident = await newcomer()
    await reported(resident.token)
    const left = async () => ({
      sessions: (await context.db.selectFrom('sessions').where('person_id', '=', resident.id).selectAll().execute()).length,
      requests: (await context.db.selectFrom('requests').where('person_id', '=', resident.id).selectAll().execute()).length,
    })
    expect(await left()).toEqual({ sessions: 1, requests: 1 })
    later(29)
    await retain(recorded(context))
    expect(await left()).toEqual({ sessions: 0, requests: 1 })
    later(31)
    await retain(recorded(context))
    expect(await left()).toEqual({ sessions: 0, requests: 0 })
    context.setNow(START)
  })

  test('contact goes 180 days after the last step of a case that is over, and never while one is under way', async () => {
    const resident = await newcomer()
    const [over, open] = [await reported(resident.token), await reported(resident.token)]
    later(100)
    await answered(over)
    later(279)
    await retain(recorded(context))
    expect([(await row(over)).contact, (await row(open)).contact]).not.toContain(null)
    later(281)
    expect((await retain(recorded(context))).contacts).toBeGreaterThanOrEqual(1)
    expect((await row(over)).contact).toBeNull()
    expect((await row(open)).contact).not.toBeNull()
    context.setNow(START)
  })

  test('words go after three years, or after what the congress says, in as many batches as it takes, and again changes nothing', async () => {
    const other = await buildTown(context, 'SHORT')
    await context.db
      .updateTable('congresses')
      .set({ settings: JSON.stringify({ answerWithinWorkdays: 10, retention: { textDays: 10 } }) })
      .where('id', '=', other.congressId)
      .execute()
    const token = other.token.resident
    const { id } = await granted(context, 'concern.submit', lampConcern(), token)
    await granted(context, 'concern.withdraw', { requestId: randomUUID(), id }, token)
    const template = await row(id)
    const copies = Array.from({ length: 450 }, (_, index) => ({
      ...template,
      id: randomUUID(),
      number: `2026-9${index}`,
      routing: JSON.stringify(template.routing),
    }))
    await context.db.insertInto('concerns').values(copies).execute()
    const kept = await reported((await newcomer()).token)
    later(9)
    expect((await retain(recorded(context))).concerns).toBe(0)
    later(11)
    expect((await retain(recorded(context))).concerns).toBe(451)
    expect((await retain(recorded(context))).concerns).toBe(0)
    expect(await row(id)).toMatchObject({ text: '', state: 'withdrawn' })
    expect((await row(kept)).text).not.toBe('')
    expect(
      await context.db
        .selectFrom('concern_events')
        .where('concern_id', '=', id)
        .select(['kind', 'by_relation'])
        .orderBy('seq', 'desc')
        .executeTakeFirst(),
    ).toEqual({ kind: 'erased', by_relation: null })
    context.setNow(START)
  })

  test('two runs at once do not get in each other’s way', async () => {
    const resident = await newcomer()
    for (let index = 0; index < 5; index += 1) await photoOf(resident.token)
    later(2)
    const [one, two] = await Promise.all([retain(recorded(context)), retain(recorded(context))])
    expect(one.loosePhotos + two.loosePhotos).toBeGreaterThanOrEqual(5)
    expect(await context.db.selectFrom('file_removals').selectAll().execute()).toEqual([])
    context.setNow(START)
  })
})
