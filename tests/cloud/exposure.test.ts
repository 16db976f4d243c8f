import { randomUUID } from 'node:crypto'
import type { OperationName } from '../../src/contract'
import { operations } from '../../src/contract'
import { MASK } from '../../src/domain/written-numbers'
import { openSession } from '../../src/cloud/session/identify'
import { openTestContext, type TestContext } from './database'
import { pixel } from './photos'
import { buildTown, call, granted, inWest, lampConcern, refusal, type Town } from './town'

const NAME = '沈芸香'
const PHONE = '13987650001'
const OTHER_PHONE = '13987650002'
const ROOM = '27号楼4单元1608室'
/** Written in her words; the deputy may read them, and nobody else unless they say why. */
const TEXT = `我叫沈芸香，是市二院的护士，我们夜班连续排了三周。请打${PHONE}或者一三九八七六五零零零二，我住${ROOM}。芸香`
const MARKERS = [NAME, '芸香', PHONE, OTHER_PHONE, '一三九八七六五零零零二', ROOM]

let context: TestContext
let town: Town
const step = (id: string) => ({ requestId: randomUUID(), id })

beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  await context.db.updateTable('persons').set({ name: '孙文员' }).where('id', '=', town.person.hallDesk).execute()
})
afterAll(() => context.close())

/** Somebody whose case nobody has touched. */
async function nurse() {
  const { congressId } = town
  const id = randomUUID()
  const at = context.now()
  await context.db
    .insertInto('persons')
    .values({ congress_id: congressId, id, openid: null, demo_key: null, name: null, created_at: at })
    .execute()
  return { id, token: (await openSession(context.db, { congressId, personId: id, kind: 'desktop' }, at)).token }
}

const reported = async (token: string, mayCall = false) =>
  (
    await granted(
      context,
      'concern.submit',
      lampConcern({
        text: TEXT,
        place: { at: inWest, address: `西街18号${ROOM}` },
        contact: { name: NAME, phone: PHONE, mayCall },
      }),
      token,
    )
  ).id

async function answered(token: string): Promise<string> {
  const id = await reported(token)
  await granted(context, 'concern.accept', step(id), town.token.wang)
  await granted(context, 'concern.answer', { ...step(id), text: `${NAME}您好，已请医院调整排班，有事打${PHONE}。` }, town.token.wang)
  return id
}

const found = (said: unknown, among = MARKERS) => among.filter((marker) => JSON.stringify(said).includes(marker))

/** What was said but for the messages that its reader wrote. */
const withoutAnswers = (said: unknown) => JSON.parse(JSON.stringify(said, (_, value) => (value?.isMine === true ? null : value))) as unknown

describe('whoever looks, and whatever they ask', () => {
  test('no operation tells anybody but her and her deputy what gives her away, and her deputy learns no contact', async () => {
    const she = await nurse()
    const id = await answered(she.token)
    await granted(context, 'concern.say', { ...step(id), text: `补充一句：${PHONE}晚上不要打。` }, she.token)
    // What each operation is asked with: the case itself where it takes one, else something that it takes.
    const inputs: Partial<Record<OperationName, object>> = {
      'concern.inbox': { as: 'desk', view: 'answered', limit: 100 },
      'concern.mine': { limit: 100 },
      'notification.mine': { limit: 100 },
      'identity.log': { limit: 100 },
      'published.list': { limit: 100 },
      'concern.route': { at: inWest },
      'concern.judge': { ...step(id), verdict: 'settled', text: '' },
      'concern.correctContact': { ...step(id), name: '别人', phone: '', mayCall: true },
      'concern.reveal': { ...step(id), name: true, phone: true },
      'concern.openContact': { ...step(id), reason: '想看看' },
      'concern.publish': { ...step(id), title: '夜班', text: '夜班连续排了三周', place: '', withAnswer: true },
      'concern.say': { ...step(id), text: '收到。' },
    }
    // Opening with a reason is what the next tests are about; erasing takes away what the others look for.
    const apart: OperationName[] = ['identity.open', 'identity.openText', 'person.erase']
    const names = (Object.keys(operations) as OperationName[]).filter((name) => !apart.includes(name))
    const bystanders = ['neighbour', 'li', 'zhao', 'hallDesk', 'homeDesk', 'office'] as const
    let grants = 0
    for (const operation of names)
      for (const input of [inputs[operation] ?? { id }, { id }, step(id), {}])
        for (const who of [...bystanders, null]) {
          const reply = await call(context, operation, input, who ? town.token[who] : undefined, town.code)
          if (reply.ok) grants += 1
          expect({ operation, who, found: found(reply) }).toEqual({ operation, who, found: [] })
        }
    expect(grants).toBeGreaterThan(100)
    for (const operation of names) {
      const reply = await call(
        context,
        operation,
        operation === 'concern.inbox' ? { as: 'deputy', view: 'answered' } : { id },
        town.token.wang,
      )
      // What he himself wrote names her; where she lives is part of the matter for him; who she is is not.
      expect({ operation, found: found(withoutAnswers(reply), [NAME, PHONE, OTHER_PHONE]) }).toEqual({ operation, found: [] })
      const said = JSON.stringify(reply)
      expect({ operation, contact: /"contact":\{/.test(said) }).toEqual({ operation, contact: false })
    }
  })

  test('what is owed to people, and what the office is told, names nobody', async () => {
    const she = await nurse()
    const id = await answered(she.token)
    await granted(context, 'concern.publish', { ...step(id), title: '夜班', text: TEXT, place: ROOM, withAnswer: true }, she.token)
    const owed = await context.db.selectFrom('outbox').selectAll().execute()
    const openings = await context.db.selectFrom('identity_openings').selectAll().execute()
    const publications = await context.db.selectFrom('publications').selectAll().execute()
    const events = await context.db.selectFrom('concern_events').selectAll().execute()
    expect(publications.length).toBeGreaterThan(0)
    expect(found([owed, openings, publications, events])).toEqual([])
  })

  test('she herself reads every word as she wrote it; her deputy all but what tells who she is, until she reveals it', async () => {
    const she = await nurse()
    const id = await reported(she.token)
    const open = (token: string) => granted(context, 'concern.open', { id }, token)
    const reveal = (name: boolean, phone: boolean) => granted(context, 'concern.reveal', { ...step(id), name, phone }, she.token)
    expect(await open(she.token)).toMatchObject({ text: TEXT, isMasked: false, reveal: { name: false, phone: false } })
    const hidden = `我叫${MASK}，是市二院的护士，我们夜班连续排了三周。请打${MASK}或者${MASK}，我住${ROOM}。${MASK}`
    expect(await open(town.token.wang)).toMatchObject({ text: hidden, isMasked: true, place: { address: `西街18号${ROOM}` } })
    await reveal(false, true)
    expect((await open(town.token.wang)).text).toBe(TEXT.replace(NAME, MASK).replace('。芸香', `。${MASK}`))
    await reveal(true, true)
    expect(await open(town.token.wang)).toMatchObject({ text: TEXT, isMasked: false })
    await reveal(false, false)
    expect((await open(town.token.wang)).text).toBe(hidden)
    const seen = await granted(context, 'concern.open', { id }, town.token.hallDesk)
    expect(seen).toMatchObject({ isMasked: true, contact: null, reveal: null })
    expect(seen.text).toContain(MASK)
    expect(seen.text).toContain('夜班连续排了三周')
  })
})

describe('her name in a case', () => {
  test('is the same for everybody, another in each case, and in no case her own', async () => {
    const she = await nurse()
    const [one, two] = [await reported(she.token), await reported(she.token)]
    await granted(context, 'concern.say', { ...step(one), text: '请快一点' }, she.token)
    const open = (id: string, token: string) => granted(context, 'concern.open', { id }, token)
    const { relayName, messages } = await open(one, town.token.wang)
    expect(relayName).toMatch(/^[\u4e00-\u9fff]{2}\d{4}$/)
    expect(messages.at(-1)!.authorName).toBe(relayName)
    expect((await open(one, town.token.hallDesk)).relayName).toBe(relayName)
    expect((await open(one, she.token)).messages.at(-1)!.authorName).toBeNull()
    expect((await open(two, town.token.wang)).relayName).not.toBe(relayName)
    const inbox = await granted(context, 'concern.inbox', { as: 'deputy', limit: 100 }, town.token.wang)
    expect(inbox.items.find((item) => item.id === one)!.relayName).toBe(relayName)
  })
})

describe('what she reveals', () => {
  const contactOf = (id: string, token = town.token.wang) =>
    call(context, 'concern.openContact', { ...step(id), reason: '想约时间' }, token)

  test('is opened by her deputy alone: the name, the phone, or both', async () => {
    const she = await nurse()
    const id = await reported(she.token)
    expect(await contactOf(id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    await granted(context, 'concern.reveal', { ...step(id), name: true, phone: false }, she.token)
    expect(await contactOf(id)).toEqual({ ok: true, output: { name: NAME, phone: '' } })
    await granted(context, 'concern.reveal', { ...step(id), name: false, phone: true }, she.token)
    expect(await contactOf(id)).toEqual({ ok: true, output: { name: '', phone: PHONE } })
    expect(await refusal(context, 'concern.reveal', { ...step(id), name: true, phone: true }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('is taken back at any time; what was opened stays in her log', async () => {
    const she = await nurse()
    const id = await reported(she.token, true)
    expect((await contactOf(id)).ok).toBe(true)
    const view = await granted(context, 'concern.reveal', { ...step(id), name: false, phone: false }, she.token)
    expect(view.reveal).toEqual({ name: false, phone: false, isLapsed: false })
    expect(await contactOf(id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    const { items } = await granted(context, 'identity.log', {}, she.token)
    expect(items).toMatchObject([{ what: 'contact', by: 'deputy', byName: '王小河', reason: '想约时间', concern: { id } }])
  })

  test('she may also reveal what she only wrote into her words', async () => {
    const she = await nurse()
    const { id } = await granted(
      context,
      'concern.submit',
      lampConcern({ text: `路灯坏了，请打${PHONE}`, contact: { name: '', phone: '', mayCall: false } }),
      she.token,
    )
    expect((await granted(context, 'concern.open', { id }, town.token.wang)).text).toBe(`路灯坏了，请打${MASK}`)
    const view = await granted(context, 'concern.reveal', { ...step(id), name: false, phone: true }, she.token)
    expect(view.reveal).toEqual({ name: false, phone: true, isLapsed: false })
    expect((await granted(context, 'concern.open', { id }, town.token.wang)).text).toContain(PHONE)
    expect(await contactOf(id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
  })

  test('does not go along when the case goes to another deputy, nor come back with it, until she says so again', async () => {
    const she = await nurse()
    const id = await reported(she.token, true)
    await granted(context, 'concern.passOn', { ...step(id), deputyId: town.li, reason: '他管医院' }, town.token.wang)
    expect(await contactOf(id, town.token.li)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    expect((await granted(context, 'concern.open', { id }, she.token)).reveal).toEqual({ name: true, phone: true, isLapsed: true })
    await granted(context, 'concern.passOn', { ...step(id), deputyId: town.wang, reason: '还是您来' }, town.token.li)
    expect(await contactOf(id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    await granted(context, 'concern.reveal', { ...step(id), name: true, phone: true }, she.token)
    expect((await contactOf(id)).ok).toBe(true)
  })

  describe('before any deputy has the case', () => {
    const atDesk = async (mayCall: boolean) => {
      const she = await nurse()
      const place = { at: null, address: '不知道哪一边' }
      const contact = { name: NAME, phone: PHONE, mayCall }
      const { id } = await granted(context, 'concern.submit', lampConcern({ place, contact, stationId: town.hall }), she.token)
      const assign = (deputyId: string) => granted(context, 'concern.assign', { ...step(id), deputyId }, town.token.hallDesk)
      const sendBack = (token: string) => granted(context, 'concern.sendBack', { ...step(id), reason: '不是我的选区' }, token)
      const revealed = async () => (await granted(context, 'concern.open', { id }, she.token)).reveal
      return { id, she, assign, sendBack, revealed }
    }

    test('is for the first to whom the desk gives it, and for no other after that', async () => {
      const { id, assign, sendBack, revealed } = await atDesk(true)
      expect(await revealed()).toEqual({ name: true, phone: true, isLapsed: false })
      await assign(town.wang)
      expect(await revealed()).toEqual({ name: true, phone: true, isLapsed: false })
      expect(await contactOf(id)).toEqual({ ok: true, output: { name: NAME, phone: PHONE } })
      await sendBack(town.token.wang)
      await assign(town.li)
      expect(await contactOf(id, town.token.li)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
      expect(await revealed()).toEqual({ name: true, phone: true, isLapsed: true })
      await sendBack(town.token.li)
      await assign(town.wang)
      expect(await contactOf(id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    })

    test('is for nobody where she did not say so, or took it back in time', async () => {
      const silent = await atDesk(false)
      await silent.assign(town.wang)
      expect(await contactOf(silent.id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
      const { id, she, assign } = await atDesk(true)
      await granted(context, 'concern.reveal', { ...step(id), name: false, phone: false }, she.token)
      await assign(town.wang)
      expect(await contactOf(id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    })
  })
})

describe('who looked', () => {
  test('everybody of a desk or the office who reads the case stands in her log once a day, by name', async () => {
    const she = await nurse()
    const id = await reported(she.token)
    for (const who of ['hallDesk', 'hallDesk', 'office', 'wang'] as const) await granted(context, 'concern.open', { id }, town.token[who])
    const { items } = await granted(context, 'identity.log', { concernId: id }, she.token)
    expect(items.map(({ what, by, byName }) => [what, by, byName]).sort()).toEqual([
      ['read', 'desk', '西街联络站 孙文员'],
      ['read', 'office', 'TOWN人大办公室'],
    ])
    for (const who of ['neighbour', 'wang', 'hallDesk', 'office'] as const)
      expect(JSON.stringify(await granted(context, 'identity.log', {}, town.token[who]))).not.toContain(id)
  })

  test('the desk reads the words without masks only with a reason, and she is told', async () => {
    const she = await nurse()
    const id = await reported(she.token)
    expect(await refusal(context, 'identity.openText', { ...step(id), reason: '' }, town.token.hallDesk)).toBe('BAD_INPUT')
    for (const who of ['neighbour', 'homeDesk', 'wang'] as const)
      expect(await refusal(context, 'identity.openText', { ...step(id), reason: '想看看' }, town.token[who])).toBe('NOT_FOUND')
    const opened = await granted(context, 'identity.openText', { ...step(id), reason: '核对是哪家医院' }, town.token.hallDesk)
    expect(opened.text).toBe(TEXT)
    const { items } = await granted(context, 'identity.log', { concernId: id }, she.token)
    expect(items[0]).toMatchObject({ what: 'text', by: 'desk', byName: '西街联络站 孙文员', reason: '核对是哪家医院' })
    const told = await granted(context, 'notification.mine', {}, she.token)
    expect(told.items[0]).toMatchObject({ kind: 'identity_opened', concern: { id } })
  })

  test('only the office opens an identity that was not revealed: for a danger to life or a duty by law, confirmed, with a reason', async () => {
    const she = await nurse()
    const id = await reported(she.token)
    const input = { ...step(id), reasonCode: 'danger_to_life', reason: '信里说要轻生，已联系公安', isConfirmed: true }
    for (const who of ['wang', 'hallDesk', 'neighbour'] as const)
      expect(await refusal(context, 'identity.open', input, town.token[who])).toBe('FORBIDDEN')
    expect(await refusal(context, 'identity.open', { ...input, isConfirmed: false }, town.token.office)).toBe('BAD_INPUT')
    expect(await refusal(context, 'identity.open', { ...input, reasonCode: 'curious' }, town.token.office)).toBe('BAD_INPUT')
    expect(await call(context, 'identity.open', input, town.token.office)).toEqual({ ok: true, output: { name: NAME, phone: PHONE } })
    const { items } = await granted(context, 'identity.log', { concernId: id }, she.token)
    expect(items).toMatchObject([{ what: 'identity', by: 'office', reasonCode: 'danger_to_life', reason: input.reason }])
    // The same request again is the same opening.
    await call(context, 'identity.open', input, town.token.office)
    expect((await granted(context, 'identity.log', { concernId: id }, she.token)).items).toHaveLength(1)
  })

  test('the log cannot be changed, not even in the database', async () => {
    await expect(context.db.deleteFrom('identity_openings').execute()).rejects.toThrow()
    await expect(context.db.updateTable('identity_openings').set({ reason: '' }).execute()).rejects.toThrow()
  })
})

describe('publishing', () => {
  const isPublic = async (title: string) =>
    (await granted(context, 'published.list', { limit: 100 }, town.token.neighbour)).items.find((item) => item.title === title)

  test('nothing is public by itself, and nothing before the office has looked', async () => {
    const she = await nurse()
    const id = await answered(she.token)
    const preview = await granted(context, 'publication.preview', { id }, she.token)
    expect(preview).toMatchObject({ mayPublish: true, chosen: null, place: '西街', month: '2026-11', deputyName: '王小河', photos: [] })
    expect(found(preview)).toEqual([])
    const title = '夜班排得太密'
    // She pastes her own words back; the rules take them out again.
    await granted(context, 'concern.publish', { ...step(id), title, text: TEXT, place: preview.place, withAnswer: true }, she.token)
    expect(await isPublic(title)).toBeUndefined()
    expect(await refusal(context, 'publication.queue', {}, town.token.hallDesk)).toBe('FORBIDDEN')
    const { items } = await granted(context, 'publication.queue', {}, town.token.office)
    const asked = items.find((item) => item.title === title)!
    await granted(context, 'publication.decide', { requestId: randomUUID(), id: asked.id, decision: 'publish' }, town.token.office)
    const item = (await isPublic(title))!
    const shown = await granted(context, 'published.open', { id: item.id })
    const { relayName, number } = await granted(context, 'concern.open', { id }, she.token)
    expect(found(shown, [...MARKERS, relayName, number, id, she.id])).toEqual([])
    expect(shown).toMatchObject({ deputyName: '王小河', place: '西街', month: '2026-11' })
    expect(shown.answer).toContain('已请医院调整排班')
  })

  test('is taken back at once, by her alone, and its old address stays dead', async () => {
    const she = await nurse()
    const id = await answered(she.token)
    const publish = async (title: string) => {
      await granted(context, 'concern.publish', { ...step(id), title, text: '夜班连续排了三周', place: '', withAnswer: false }, she.token)
      const { items } = await granted(context, 'publication.queue', {}, town.token.office)
      const asked = items.find((item) => item.title === title)!.id
      await granted(context, 'publication.decide', { requestId: randomUUID(), id: asked, decision: 'publish' }, town.token.office)
      return (await isPublic(title))!.id
    }
    const first = await publish('第一次公开')
    expect(await refusal(context, 'concern.unpublish', step(id), town.token.office)).toBe('NOT_FOUND')
    await granted(context, 'concern.unpublish', step(id), she.token)
    expect(await isPublic('第一次公开')).toBeUndefined()
    expect(await refusal(context, 'published.open', { id: first })).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.unpublish', step(id), she.token)).toBe('CONFLICT')
    const second = await publish('第二次公开')
    expect(second).not.toBe(first)
    expect((await granted(context, 'published.open', { id: second })).answer).toBe('')
  })

  test('a photo is public only if she chose it, and a stranger’s never', async () => {
    const she = await nurse()
    const mine = await granted(context, 'photo.add', { requestId: randomUUID(), base64: pixel.toString('base64') }, she.token)
    const { id } = await granted(context, 'concern.submit', lampConcern({ photoIds: [mine.id] }), she.token)
    await granted(context, 'concern.accept', step(id), town.token.wang)
    await granted(context, 'concern.answer', { ...step(id), text: '已修好。' }, town.token.wang)
    const input = { ...step(id), title: '路灯修好了', text: '路灯坏了两周', place: '西街', withAnswer: true }
    expect(await refusal(context, 'concern.publish', { ...input, photoIds: [randomUUID()] }, she.token)).toBe('NOT_FOUND')
    expect((await granted(context, 'concern.publish', input, she.token)).photoIds).toEqual([])
    const chosen = await granted(context, 'concern.publish', { ...input, requestId: randomUUID(), photoIds: [mine.id] }, she.token)
    expect(chosen.photoIds).toEqual([mine.id])
  })

  test('is refused with a reason that she reads, and needs an answer first', async () => {
    const she = await nurse()
    const open = await reported(she.token)
    const input = { title: '夜班', text: '夜班连续排了三周', place: '', withAnswer: true }
    expect(await refusal(context, 'concern.publish', { ...step(open), ...input }, she.token)).toBe('CONFLICT')
    const id = await answered(she.token)
    await granted(context, 'concern.publish', { ...step(id), ...input, title: '一看就是她' }, she.token)
    const { items } = await granted(context, 'publication.queue', {}, town.token.office)
    const asked = items.find((item) => item.title === '一看就是她')!.id
    const refuse = { requestId: randomUUID(), id: asked, decision: 'refuse' as const, reason: '科室只有三个人，看得出是谁' }
    await granted(context, 'publication.decide', refuse, town.token.office)
    const { chosen } = await granted(context, 'publication.preview', { id }, she.token)
    expect(chosen).toMatchObject({ state: 'refused', reason: '科室只有三个人，看得出是谁', publishedId: null })
  })

  test('goes with what she erases', async () => {
    const she = await nurse()
    const id = await answered(she.token)
    await granted(context, 'concern.judge', { ...step(id), verdict: 'settled', text: '' }, she.token)
    await granted(
      context,
      'concern.publish',
      { ...step(id), title: '会删掉的', text: '夜班连续排了三周', place: '', withAnswer: true },
      she.token,
    )
    const { items } = await granted(context, 'publication.queue', {}, town.token.office)
    const asked = items.find((item) => item.title === '会删掉的')!.id
    await granted(context, 'publication.decide', { requestId: randomUUID(), id: asked, decision: 'publish' }, town.token.office)
    await granted(context, 'person.erase', { requestId: randomUUID(), underWay: 'wait' }, she.token)
    expect(await isPublic('会删掉的')).toBeUndefined()
  })
})
