import * as v from 'valibot'
import { roles } from '../domain/actor'
import { concernStates, verdicts } from '../domain/concern'
import { registrationStates } from '../domain/registration'
import { agreementVersion } from '../domain/privacy'
import { concernView } from './concern-view'
import { retention } from './congress'
import { cursor, id, instant, photo, requestId } from './field'
import { change, query } from './operation'
import { session } from './session'

const agreement = v.object({ version: v.string(), agreedAt: instant })

const role = v.object({
  role: v.picklist(roles),
  /** Of the deputy, or of the station. */
  id: v.nullable(id),
  name: v.string(),
})

/** 我的: who I am here. */
export const openMe = query({
  summary: 'Who the caller is in this congress, with every role they hold',
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    id,
    name: v.nullable(v.string()),
    roles: v.array(role),
    /** What they agreed to last; null: nothing yet. */
    agreement: v.nullable(agreement),
  }),
  errors: [],
})

/** 同意用户隐私保护指引 */
export const agree = change({
  summary: 'Stores that the caller agreed to this version of the privacy text, and when',
  by: 'person',
  input: v.strictObject({ requestId, version: v.picklist([agreementVersion], 'choice') }),
  output: agreement,
  errors: [],
})

const person = v.object({
  id,
  /** Of deputies, staff and office; a resident's stands with their cases. */
  name: v.nullable(v.string()),
  since: instant,
  /** Known by WeChat's OPENID, which is not shown: it means nothing outside of this mini-program. */
  isWechat: v.boolean(),
})

const opening = v.object({
  concernId: id,
  number: v.string(),
  at: instant,
  deputyName: v.nullable(v.string()),
  /** What the deputy wrote why. */
  reason: v.string(),
})

const contact = v.object({
  concernId: id,
  number: v.string(),
  state: v.picklist(concernStates),
  receivedAt: instant,
  name: v.string(),
  phone: v.string(),
  mayCall: v.boolean(),
})

/** 附议, taken back or not. */
const join = v.object({
  concernId: id,
  number: v.string(),
  joinedAt: instant,
  leftAt: v.nullable(instant),
  verdict: v.nullable(v.picklist(verdicts)),
  judgedAt: v.nullable(instant),
})

const held = {
  person,
  roles: v.array(role),
  agreements: v.array(agreement),
  sessions: v.array(session),
  joins: v.array(join),
}

/** 我的信息 */
export const openHoldings = query({
  summary: 'What is held about the caller, and who looked at their name and phone; the newest 100 of each (person.export has all)',
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    ...held,
    counts: v.object({ concerns: v.number(), messages: v.number(), photos: v.number() }),
    contacts: v.array(contact),
    openings: v.array(opening),
    /** Cases in which somebody still owes something: they are withdrawn when everything is erased. */
    underWay: v.array(v.object({ concernId: id, number: v.string() })),
    retention,
  }),
  errors: [],
})

/** 微信手机号 */
export const readPhone = query({
  summary: "The phone number behind a code of WeChat's getPhoneNumber, for the caller's own form; it is not kept",
  by: 'person',
  input: v.strictObject({ code: v.pipe(v.string('text'), v.minLength(1, 'required'), v.maxLength(128, 'too_long')) }),
  output: v.object({ phone: v.string() }),
  /** NOT_FOUND: this host is tied to no mini-program. */
  errors: ['NOT_FOUND'],
})

/** 导出我的信息 (PIPL art. 45) */
export const exportPerson = query({
  summary: 'Everything of the caller, their cases page by page with the newest first; links to photos last an hour',
  by: 'person',
  input: v.strictObject({ cursor }),
  output: v.object({
    /** Of this structure. */
    format: v.literal('lianxinqiao.person.1'),
    exportedAt: instant,
    congress: v.string(),
    ...held,
    openings: v.array(opening),
    /** Sent and not attached to anything. */
    loosePhotos: v.array(photo),
    /** For activities; on the first page, as the stations followed. */
    registrations: v.array(
      v.object({
        noticeId: id,
        title: v.string(),
        state: v.picklist(registrationStates),
        name: v.string(),
        phone: v.string(),
        answers: v.array(v.object({ question: v.string(), answer: v.string() })),
        registeredAt: instant,
        arrivedAt: v.nullable(instant),
      }),
    ),
    followedStations: v.array(v.object({ id, name: v.string() })),
    concerns: v.array(concernView),
    next: v.nullable(v.string()),
  }),
  errors: [],
})

/** 删除我的信息 (PIPL art. 47) */
export const erasePerson = change({
  summary:
    "Erases the caller: OPENID, name, the words, places, photos and contacts of their cases, their messages. Deputies' answers and the log of steps, which holds ids only, stay",
  by: 'person',
  input: v.strictObject({
    requestId,
    /** `withdraw`: cases under way are withdrawn first. `wait`: with one under way nothing is erased. */
    underWay: v.picklist(['wait', 'withdraw'], 'choice'),
  }),
  output: v.object({ erasedAt: instant, concerns: v.number(), photos: v.number() }),
  /** CONFLICT: `underWay.under_way` a case is under way; `roles.holds_role` the congress has to take their role first. */
  errors: ['CONFLICT'],
})
