import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openSession } from '../../src/cloud/session/identify'
import { operations, type OperationName } from '../../src/contract'
import type { Caller, Operation } from '../../src/contract/operation'
import { concernSteps, mayTake, type ConcernStep, type Relation } from '../../src/domain/concern'
import { everything, openTestContext, type TestContext } from './database'
import { absentRecords, goodInputs, type Records } from './inputs'
import { newResident } from './receptions'
import { makeRecords } from './records'
import { buildTown, call, type Town } from './town'

/** Not signed in, with a made-up token, with one that ran out, with one that was closed. */
const strangers = ['nobody', 'forged', 'expired', 'closed'] as const
/** Of another congress, where they are what their namesakes are here. Units (承办单位), to which a case is referred, have no role yet and so cannot call. */
const foreigners = ['theirResident', 'theirDeputy', 'theirDesk', 'theirOffice'] as const
/** `wang` has the case and the reception, `li` is of the same station, `dismissed` was of its staff. */
const locals = ['resident', 'neighbour', 'dismissed', 'wang', 'li', 'zhao', 'hallDesk', 'homeDesk', 'office'] as const
type Local = (typeof locals)[number]
type Who = Local | (typeof strangers)[number] | (typeof foreigners)[number]
const everybody: readonly Who[] = [...strangers, ...locals, ...foreigners]
const isOneOf = (list: readonly string[], who: string) => list.includes(who)

/** What a role alone opens. */
const callers: Record<Exclude<Caller, 'anyone' | 'person'>, readonly Who[]> = {
  deputy: ['wang', 'li', 'zhao', 'theirDeputy'],
  staff: ['hallDesk', 'homeDesk', 'theirDesk'],
  office: ['office', 'theirOffice'],
}
/** Operations for anybody who is signed in that ask for a role before they look at any record. */
const needsRole: Partial<Record<OperationName, readonly Who[]>> = {
  'content.queue': [...callers.staff, ...callers.office],
  'notice.desk': [...callers.staff, ...callers.office],
  'concern.inbox': callers.deputy,
  'replyTemplate.list': [...callers.deputy, ...callers.staff, ...callers.office],
}

/** To whom the record that an operation names is granted, and who sees it and is refused all the same: it is not for them, or not now. For everybody else it is not there. */
interface Rule {
  granted?: readonly Who[]
  refused?: readonly Who[]
}
const all: readonly Who[] = [...strangers, ...locals]
const signedIn: readonly Who[] = locals
const keepers: readonly Who[] = ['hallDesk', 'office']
const own: Rule = { granted: ['resident'] }
const kept: Rule = { granted: keepers }
const caseKept: Rule = { granted: ['wang', 'hallDesk', 'office'] }
const visitSeen: Rule = { granted: ['resident', 'wang', 'hallDesk', 'office'] }
const visitNotNow: Rule = { refused: visitSeen.granted! }
const receptionNotNow: Rule = { refused: ['wang', 'hallDesk', 'office'] }
const noticeNotNow: Rule = { refused: keepers }

/** An operation that is not here, and is no step of a case, names no record of anybody. */
const rules: Partial<Record<OperationName, Rule>> = {
  'session.close': own,
  'notification.read': own,
  'invitation.make': { granted: ['office'] },
  'invitation.revoke': { granted: ['office'] },
  'membership.remove': { granted: ['office'] },
  'membership.leave': { granted: ['hallDesk'] },
  'code.draw': kept,
  'station.open': { granted: all },
  'station.edit': kept,
  'deputy.open': { granted: all },
  'concern.route': { granted: all },
  'concern.open': { granted: ['resident', 'wang', 'hallDesk', 'office'] },
  'concern.correctContact': own,
  'concern.reveal': own,
  'concern.export': own,
  'publication.preview': own,
  'concern.publish': { refused: ['resident'] },
  'concern.unpublish': { refused: ['resident'] },
  'identity.open': { granted: ['office'] },
  'identity.openText': kept,
  'concern.join': { granted: signedIn.filter((who) => who !== 'resident'), refused: ['resident'] },
  'concern.cluster': caseKept,
  'concern.merge': caseKept,
  'concern.detach': { refused: caseKept.granted! },
  'replyTemplate.fill': caseKept,
  'replyTemplate.remove': { granted: ['office'] },
  'draft.open': { granted: ['resident', 'wang', 'hallDesk', 'office'] },
  'draft.save': { granted: ['wang'], refused: ['resident', 'hallDesk', 'office'] },
  'rota.save': kept,
  'rota.open': kept,
  'reception.confirm': receptionNotNow,
  'reception.swap': { granted: ['wang'], refused: keepers },
  'reception.takeOver': receptionNotNow,
  'reception.move': { granted: keepers, refused: ['wang'] },
  'reception.close': { granted: keepers, refused: ['wang'] },
  'visit.slots': { granted: all },
  'visit.book': { granted: signedIn.filter((who) => who !== 'resident'), refused: ['resident'] },
  'visit.accept': visitNotNow,
  'visit.reschedule': { granted: ['resident', 'hallDesk'], refused: ['wang', 'office'] },
  'visit.cancel': { granted: ['resident', 'hallDesk'], refused: ['wang', 'office'] },
  'visit.open': visitSeen,
  'visit.calendar': visitSeen,
  'visit.queue': { granted: ['wang', 'hallDesk'] },
  'visit.walkIn': { refused: ['hallDesk'] },
  'visit.bookFor': { refused: ['hallDesk'] },
  'concern.file': { refused: ['hallDesk'] },
  'visit.noShow': visitNotNow,
  'visit.minutes': visitNotNow,
  'visit.toConcern': visitNotNow,
  'visit.confirmConcern': visitNotNow,
  'notice.list': { granted: all },
  'notice.open': { granted: all },
  'notice.calendar': { granted: all },
  'notice.save': kept,
  'notice.submit': noticeNotNow,
  'notice.approve': noticeNotNow,
  'notice.return': noticeNotNow,
  'notice.pin': kept,
  'notice.withdraw': kept,
  'notice.summarise': noticeNotNow,
  'station.follow': { granted: signedIn },
  'registration.make': { granted: signedIn.filter((who) => who !== 'resident'), refused: ['resident'] },
  'registration.accept': { refused: ['resident'] },
  'registration.cancel': { granted: ['resident', 'hallDesk', 'office'] },
  'registration.list': kept,
  'registration.checkIn': noticeNotNow,
  'registration.walkIn': noticeNotNow,
  'registration.sheet': kept,
  'sheet.take': kept,
}

/** The steps of a case follow from the domain's own table: the case is accepted, not due, and the resident may be called. */
const relation: Partial<Record<Who, Relation>> = { resident: 'reporter', wang: 'assignee', hallDesk: 'desk', office: 'office' }
const facts = {
  state: 'accepted',
  isDue: false,
  wasChasedToday: false,
  passes: 0,
  hasContact: true,
  mayCall: true,
  isUnattended: false,
  isUpheld: false,
} as const
function ruleOf(name: OperationName): Rule | undefined {
  const step = name.replace(/^concern\./, '') as ConcernStep
  if (!(step in concernSteps) || !name.startsWith('concern.')) return rules[name]
  const parties = (Object.keys(relation) as Who[]).filter((who) => relation[who])
  const granted = parties.filter((who) => mayTake(step, [relation[who]!], facts))
  // What it refers is a referral that is not there.
  return step === 'refer' ? { refused: parties } : { granted, refused: parties.filter((who) => !granted.includes(who)) }
}

let context: TestContext
let town: Town
let other: Town
let tokens: Record<Who, string | undefined>
let records: Record<'own' | 'theirs' | 'absent', Records>
let made = 0

/** Two congresses as new, since what was granted has changed the ones before. */
async function anew(): Promise<void> {
  made += 1
  town = await buildTown(context, `T${made}`)
  other = await buildTown(context, `U${made}`)
  const opened = async (personId: string, at: Date) =>
    (await openSession(context.db, { congressId: town.congressId, personId, kind: 'desktop' }, at)).token
  const dismissed = await newResident(context, town)
  const membership = {
    congress_id: town.congressId,
    person_id: dismissed.id,
    role: 'staff' as const,
    deputy_id: null,
    station_id: town.hall,
  }
  await context.db.insertInto('memberships').values(membership).execute()
  const closed = await opened(town.person.office, context.now())
  tokens = {
    nobody: undefined,
    forged: `${closed.slice(0, -4)}AAAA`,
    expired: await opened(town.person.office, new Date(context.now().getTime() - 365 * 24 * 3_600_000)),
    closed,
    ...town.token,
    dismissed: dismissed.token,
    theirResident: other.token.resident,
    theirDeputy: other.token.wang,
    theirDesk: other.token.hallDesk,
    theirOffice: other.token.office,
  }
  records = { own: await makeRecords(context, town), theirs: await makeRecords(context, other), absent: absentRecords() }
  const role = { requestId: randomUUID(), personId: dismissed.id, role: 'staff', targetId: town.hall }
  expect(await call(context, 'membership.remove', role, town.token.office)).toMatchObject({ ok: true })
  const session = await call(context, 'session.list', {}, closed)
  const { id } = (session as { output: { items: { id: string; isThis: boolean }[] } }).output.items.find(({ isThis }) => isThis)!
  expect(await call(context, 'session.close', { requestId: randomUUID(), id }, closed)).toMatchObject({ ok: true })
}

beforeAll(async () => {
  context = await openTestContext()
  await anew()
})
afterAll(() => context.close())

/** What the database is asked, in its order. */
let asked: string[] = []
beforeAll(() => {
  const { query } = pg.Client.prototype
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...parts: unknown[]) {
    const [first] = parts as [string | { text?: string }]
    asked.push(typeof first === 'string' ? first : (first.text ?? ''))
    return (query as (...all: unknown[]) => unknown).apply(this, parts)
  } as never)
})
afterAll(() => jest.restoreAllMocks())

type Reply = Awaited<ReturnType<typeof call>>
const answered = (reply: Reply) => (reply.ok ? 'granted' : reply.error)

async function ask(name: OperationName, who: Who, which: keyof typeof records): Promise<Reply> {
  const operation: Operation = operations[name]
  const { cursor: _, ...input } = goodInputs(records[which])[name]!()
  // Tries at a code are counted by their address: each has one of their own.
  const from = { address: `${who} ${which}`, device: null }
  const congress = isOneOf(foreigners, who) ? other.code : town.code
  asked = []
  return call(context, name, { ...input, ...(operation.isChange && { requestId: randomUUID() }) }, tokens[who], congress, from)
}

/** Asked here for what nobody has: a code, a secret, a relation, or a name that is only looked up. */
const secret: readonly OperationName[] = [
  'code.open',
  'concern.claim',
  'concern.confirm',
  'concern.leave',
  'concern.openConsent',
  'concern.openJoined',
  'concern.submit',
  'concern.track',
  'congress.open',
  'content.decide',
  'figures.open',
  'invitation.accept',
  'invitation.open',
  'person.phone',
  'phoneNote.close',
  'phoneNote.open',
  'publication.decide',
  'published.open',
  'recording.add',
  'replyTemplate.save',
  'session.decide',
  'session.look',
  'session.open',
  'topic.save',
  'visit.checkIn',
]

test('every operation that says NOT_FOUND for a record has its rule here', () => {
  const names = Object.keys(operations) as OperationName[]
  expect(names.filter((name) => operations[name].errors.includes('NOT_FOUND' as never) && !ruleOf(name)).sort()).toEqual(secret)
})

let rows = 0
describe.each(Object.keys(operations) as OperationName[])('%s', (name) => {
  const operation: Operation = operations[name]
  const rule = ruleOf(name)
  const isBarred = (who: Who) =>
    (operation.by !== 'anyone' && isOneOf(strangers, who)) ||
    (operation.by in callers && !isOneOf(callers[operation.by as keyof typeof callers], who)) ||
    (needsRole[name] !== undefined && !isOneOf(needsRole[name], who))

  test('who may not call it is told so, whatever record they name', async () => {
    const before = await everything(context)
    for (const who of everybody.filter(isBarred)) {
      const code = isOneOf(strangers, who) ? 'SIGN_IN' : 'FORBIDDEN'
      for (const which of ['own', 'theirs', 'absent'] as const) {
        expect({ who, which, reply: answered(await ask(name, who, which)) }).toEqual({ who, which, reply: { code } })
        rows += 1
      }
    }
    expect(await everything(context)).toBe(before)
  })

  test('a record of another congress is answered as one that is not there', async () => {
    const before = await everything(context)
    for (const who of everybody.filter((each) => !isBarred(each))) {
      const isForeign = isOneOf(foreigners, who)
      const absent = answered(await ask(name, who, 'absent'))
      if (absent === 'granted' && operation.isChange) await anew()
      expect({ who, reply: answered(await ask(name, who, isForeign ? 'own' : 'theirs')) }).toEqual({ who, reply: absent })
      rows += 2
      if (rule) expect({ who, absent }).toMatchObject({ who, absent: { code: expect.stringMatching(/^(NOT_FOUND|FORBIDDEN)$/) } })
      if (absent === 'granted' && operation.isChange) await anew()
    }
    if (rule) expect(await everything(context)).toBe(before)
  })

  if (rule)
    test('a record of this congress is there for those whose it is, and for nobody else', async () => {
      for (const who of all.filter((each) => !isBarred(each))) {
        const absent = answered(await ask(name, who, 'absent'))
        const reply = answered(await ask(name, who, 'own'))
        rows += 1
        const got = reply === 'granted' ? 'granted' : JSON.stringify(reply) === JSON.stringify(absent) ? 'absent' : 'refused'
        const wanted = rule.granted?.includes(who) ? 'granted' : rule.refused?.includes(who) ? 'refused' : 'absent'
        expect({ who, got, reply }).toEqual({ who, got: wanted, reply })
        if (got === 'granted' && operation.isChange) await anew()
      }
    })
})

describe('how long a refusal takes says no more than the refusal', () => {
  const known = (Object.keys(operations) as OperationName[]).filter((name) => ruleOf(name))
  beforeAll(anew)

  test.each(known)('%s: the database is asked the same of a record that is not there as of one that is not theirs', async (name) => {
    const { granted = [], refused = [] } = ruleOf(name)!
    for (const who of all.filter((each) => !granted.includes(each) && !refused.includes(each))) {
      await ask(name, who, 'absent')
      const ofAbsent = asked
      await ask(name, who, 'own')
      expect({ who, asked }).toEqual({ who, asked: ofAbsent })
    }
  })
})

afterAll(() => process.stdout.write(`${rows} answers\n`))
