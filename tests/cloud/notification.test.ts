import { randomUUID } from 'node:crypto'
import { allCongresses } from '../../src/cloud/congress/find'
import { sendDue } from '../../src/cloud/notification/send'
import type { Template } from '../../src/domain/notification'
import type { TestContext } from './database'
import { openReception } from './receptions'
import { granted, lampConcern, refusal, tick, type Town } from './town'
import { minutes, openWechatTown, type WechatTown } from './wechat-town'

let of: WechatTown
beforeEach(async () => {
  of = await openWechatTown()
})
afterEach(() => of.close())

const SEND = '/cgi-bin/message/subscribe/send'
const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })

/** The person taps 允许 on their phone: WeChat counts it, and the page tells us. */
async function agree(who: keyof Town['token'], template: Template): Promise<void> {
  of.standIn.consent(of.openid(who), `demo-${template}`)
  await granted(of.context, 'notification.consent', change({ answers: [{ template, isAccepted: true }] }), of.town.token[who])
}

async function handIn(): Promise<string> {
  return (await granted(of.context, 'concern.submit', lampConcern(), of.town.token.resident)).id
}

async function answered(): Promise<string> {
  const id = await handIn()
  await granted(of.context, 'concern.accept', change({ id }), of.town.token.wang)
  await granted(of.context, 'concern.answer', change({ id, text: '路灯今天已修好。' }), of.town.token.wang)
  return id
}

const told = async (who: keyof Town['token']) => {
  const { items, unread } = await granted(of.context, 'notification.mine', {}, of.town.token[who])
  return { kinds: items.map(({ kind }) => kind), items, unread }
}
const outcomes = async (kind: string) =>
  (
    await of.context.db
      .selectFrom('outbox')
      .where('kind', '=', kind as never)
      .select(['outcome', 'attempts', 'code'])
      .orderBy('show_at')
      .execute()
  ).map((row) => row)
const remaining = async (who: keyof Town['token'], template: Template) =>
  (await granted(of.context, 'notification.templates', {}, of.town.token[who])).items.find((item) => item.template === template)

describe('a message by WeChat', () => {
  test('who agreed once gets one message, in words that quote nobody, and it opens their case', async () => {
    await agree('resident', 'progress')
    const id = await answered()
    await tick(of.context)
    const messages = of.standIn.sent(of.openid('resident'))
    expect(messages).toMatchObject([
      {
        template: 'demo-progress',
        page: `resident/case/index?id=${id}`,
        data: { thing1: '您的诉求有了答复', character_string2: '2026-0001', time3: '2026年11月23日 10:00' },
      },
    ])
    expect(JSON.stringify(messages)).not.toMatch(/路灯|张三|13800138000/)
  })

  test('the deputy is told of a new case, once they agreed', async () => {
    await agree('wang', 'duty')
    await handIn()
    await tick(of.context)
    expect(of.standIn.sent(of.openid('wang')).map(({ data }) => data.thing1)).toEqual(['您收到一件新的诉求'])
  })

  test('one consent is one message: the second is only shown in the mini-program', async () => {
    await agree('resident', 'progress')
    await answered()
    await answered()
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
    expect((await outcomes('concern_answered')).map(({ outcome }) => outcome).sort()).toEqual(['no_consent', 'sent'])
    expect((await told('resident')).kinds.filter((kind) => kind === 'concern_answered')).toHaveLength(2)
  })

  test('the last consent is kept past the first of two reminders, so that a day which is called off still reaches them', async () => {
    const { context, town } = of
    await context.db
      .updateTable('sessions')
      .set({ expires_at: new Date('2030-01-01') })
      .execute()
    await agree('resident', 'visit')
    const id = await openReception(context, town, { on: '2026-12-01' })
    await granted(context, 'visit.book', change({ receptionId: id, startsAt: null }), town.token.resident)
    of.pass(minutes(7 * 24 * 60))
    await tick(context)
    expect(await outcomes('visit_reminder')).toMatchObject([{ outcome: 'no_consent' }, { outcome: null }])
    await granted(context, 'reception.close', change({ id, reason: '代表临时有会' }), town.token.hallDesk)
    await tick(context)
    expect(of.standIn.sent(of.openid('resident'))).toMatchObject([{ page: expect.stringMatching(/^resident\/visit\/index/) }])
    expect((await told('resident')).kinds[0]).toBe('reception_closed')
  })

  test('several processes that tick at once send each message once', async () => {
    for (let count = 0; count < 12; count += 1) await agree('wang', 'duty')
    for (let count = 0; count < 12; count += 1) await handIn()
    await Promise.all(Array.from({ length: 4 }, () => tick(of.context)))
    expect(of.standIn.sent(of.openid('wang'))).toHaveLength(12)
    expect((await remaining('wang', 'duty'))!.remaining).toBe(0)
  })
})

describe('a process that dies while it sends', () => {
  /** What it would have done next never happens. */
  const died = new Error('killed')
  const dyingIn = (step: 'before' | 'after'): TestContext => ({
    ...of.context,
    wechat: {
      ...of.context.wechat!,
      sendMessage: async (message) => {
        if (step === 'after') await of.context.wechat!.sendMessage(message)
        throw died
      },
    },
  })
  const congress = async () => (await allCongresses(of.context))[0]!

  test('before WeChat was asked: the consent it had taken is still the message’s, and another process sends it', async () => {
    await agree('resident', 'progress')
    await answered()
    await expect(sendDue(dyingIn('before'), await congress())).rejects.toBe(died)
    expect((await remaining('resident', 'progress'))!.remaining).toBe(0)
    of.pass(minutes(2))
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
    expect((await outcomes('concern_answered')).map(({ outcome }) => outcome)).toEqual(['sent'])
  })

  test('after WeChat took it: the second is refused by WeChat where the person had agreed to one', async () => {
    await agree('resident', 'progress')
    await answered()
    await expect(sendDue(dyingIn('after'), await congress())).rejects.toBe(died)
    of.pass(minutes(2))
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
    expect((await outcomes('concern_answered')).map(({ outcome, code }) => [outcome, code])).toEqual([['refused', 43101]])
  })

  test('one that is so slow that another took over what it had leased sends none of that', async () => {
    for (let count = 0; count < 3; count += 1) await agree('wang', 'duty')
    for (let count = 0; count < 3; count += 1) await handIn()
    const slow: TestContext = {
      ...of.context,
      wechat: {
        ...of.context.wechat!,
        sendMessage: async (message) => {
          const answer = await of.context.wechat!.sendMessage(message)
          of.pass(40_000)
          await tick(of.context)
          return answer
        },
      },
    }
    await sendDue(slow, await congress())
    expect(of.standIn.sent(of.openid('wang'))).toHaveLength(3)
    expect((await outcomes('concern_received')).map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent'])
  })
})

describe('consent', () => {
  test('who refused is never asked again, until they agree on their own', async () => {
    expect((await remaining('resident', 'progress'))!.mayAsk).toBe(true)
    const answer = (isAccepted: boolean) =>
      granted(of.context, 'notification.consent', change({ answers: [{ template: 'progress', isAccepted }] }), of.town.token.resident)
    await answer(false)
    expect((await remaining('resident', 'progress'))!.mayAsk).toBe(false)
    await answer(true)
    expect(await remaining('resident', 'progress')).toMatchObject({ mayAsk: true, remaining: 1 })
  })

  test('who turns messages off in WeChat’s settings is not asked again either', async () => {
    await agree('resident', 'progress')
    await of.standIn.quiet()
    of.standIn.withdraw(of.openid('resident'), 'demo-progress')
    await of.standIn.quiet()
    expect((await remaining('resident', 'progress'))!.mayAsk).toBe(false)
  })

  test('a tap that is sent twice counts once', async () => {
    const tap = change({ answers: [{ template: 'progress' as const, isAccepted: true }] })
    await granted(of.context, 'notification.consent', tap, of.town.token.resident)
    await granted(of.context, 'notification.consent', tap, of.town.token.resident)
    expect((await remaining('resident', 'progress'))!.remaining).toBe(1)
  })
})

describe('when WeChat does not take it', () => {
  test('refused by the person: nothing is tried again, and our count follows WeChat’s', async () => {
    await agree('resident', 'progress')
    of.standIn.withdraw(of.openid('resident'), 'demo-progress')
    await answered()
    await tick(of.context)
    expect(await outcomes('concern_answered')).toEqual([{ outcome: 'refused', attempts: 1, code: 43101 }])
    expect((await remaining('resident', 'progress'))!.remaining).toBe(0)
    expect((await told('resident')).kinds).toContain('concern_answered')
  })

  test.each([
    ['too many calls in a minute', () => of.standIn.fail(SEND, 45009)],
    ['a system error', () => of.standIn.fail(SEND, -1)],
    ['a gateway’s page', () => of.standIn.outage('html')],
    ['a broken connection', () => of.standIn.outage('reset')],
  ])('%s: it is tried again, and arrives once', async (_, breakIt) => {
    await agree('resident', 'progress')
    await answered()
    breakIt()
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(0)
    of.standIn.outage(null)
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(0)
    of.pass(minutes(1))
    await tick(of.context)
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
    expect((await remaining('resident', 'progress'))!.remaining).toBe(0)
  })

  test('a token that has run out: it is sent all the same', async () => {
    await agree('resident', 'progress')
    of.standIn.expireTokens()
    await answered()
    of.standIn.refuseToken()
    await tick(of.context)
    expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
  })

  test('for half a day: it is given up, the consent is still good, and the office is alarmed once a day', async () => {
    await agree('resident', 'progress')
    await answered()
    of.standIn.outage('html')
    for (let round = 0; round < 9; round += 1) {
      await tick(of.context)
      of.pass(minutes(721))
    }
    expect((await outcomes('concern_answered'))[0]).toMatchObject({ outcome: 'dead' })
    const consents = await of.context.db.selectFrom('consents').select('remaining').execute()
    expect(consents).toEqual([{ remaining: 1 }])
    expect((await of.context.queueState()).dead).toBe(1)
    const alarms = await of.context.db.selectFrom('outbox').where('kind', '=', 'delivery_failed').select('person_id').execute()
    expect(alarms).toEqual([{ person_id: of.town.person.office }])
  })

  test.each([
    ['a template that is not there', 40037],
    ['a field that is wrong', 47003],
  ])('%s is our mistake: given up at once, and the office is alarmed', async (_, code) => {
    await agree('resident', 'progress')
    await answered()
    of.standIn.fail(SEND, code)
    await tick(of.context)
    expect(await outcomes('concern_answered')).toEqual([{ outcome: 'dead', attempts: 1, code }])
    expect((await told('office')).kinds).toEqual(['delivery_failed'])
  })

  test('the account’s secret is wrong: it is kept for later, and the office is alarmed at once', async () => {
    await agree('resident', 'progress')
    await answered()
    of.standIn.fail('/cgi-bin/stable_token', 40125, 9)
    of.standIn.expireTokens()
    of.standIn.fail(SEND, 40001, 9)
    await tick(of.context)
    expect((await outcomes('concern_answered'))[0]).toMatchObject({ outcome: null })
    expect((await told('office')).kinds).toEqual(['delivery_failed'])
  })
})

describe('in the mini-program', () => {
  test('everything is shown, read or unread, whether or not WeChat brought it', async () => {
    await answered()
    await tick(of.context)
    const { kinds, items, unread } = await told('resident')
    expect(kinds).toEqual(expect.arrayContaining(['concern_answered', 'concern_accepted']))
    expect(unread).toBe(2)
    await granted(of.context, 'notification.read', change({ id: items[0]!.id }), of.town.token.resident)
    expect((await told('resident')).unread).toBe(1)
    await granted(of.context, 'notification.read', change({ id: null }), of.town.token.resident)
    expect((await told('resident')).unread).toBe(0)
  })

  test('nobody reads or marks another’s', async () => {
    await answered()
    const { items } = await told('resident')
    expect(await refusal(of.context, 'notification.read', change({ id: items[0]!.id }), of.town.token.neighbour)).toBe('NOT_FOUND')
    expect((await told('neighbour')).kinds).toEqual([])
  })
})
