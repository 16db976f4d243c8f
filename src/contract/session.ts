import * as v from 'valibot'
import { sessionKinds } from '../domain/session'
import { id, instant, requestId } from './field'
import { change, query } from './operation'

const scanCode = v.pipe(v.string('text'), v.regex(/^[0-9A-Z]{12}$/, 'code'))
const secret = v.pipe(v.string('text'), v.regex(/^[\w-]{43}$/, 'code'))
const signedIn = v.object({ token: v.string(), expiresAt: instant })

/** 登录 of a mini-program whose cloud is a host of its own; in WeChat cloud nobody signs in. */
export const openSession = query({
  summary: "Opens a session from wx.login's code; each code does so once",
  by: 'anyone',
  input: v.strictObject({ code: v.pipe(v.string('text'), v.minLength(1, 'required'), v.maxLength(128, 'too_long')) }),
  output: signedIn,
  /** BAD_INPUT at `code`: WeChat does not know it, or it was used. NOT_FOUND: this host is tied to no mini-program. */
  errors: ['NOT_FOUND'],
})

/** 扫码登录, 1: the desktop page asks for a code to show. */
export const offerSignIn = query({
  summary: 'A code that a person scans with the mini-program to sign this page in; two minutes, once',
  by: 'anyone',
  input: v.strictObject({}),
  output: v.object({
    code: scanCode,
    /** Known to this page alone: it takes the session with it. */
    secret,
    /** The mini-program's own code (太阳码) as a data URL; null where WeChat draws none, and `text` is to be drawn as a QR code. */
    image: v.nullable(v.string()),
    text: v.string(),
    expiresAt: instant,
  }),
  errors: ['TOO_MANY'],
})

/** 扫码登录, 2: the mini-program shows what it is about to sign in. */
export const lookAtSignIn = query({
  summary: 'Where the page that shows a code stands, for the person who scanned it',
  by: 'person',
  input: v.strictObject({ code: scanCode }),
  output: v.object({ device: v.nullable(v.string()), address: v.nullable(v.string()), madeAt: instant, expiresAt: instant }),
  errors: ['NOT_FOUND'],
})

/** 扫码登录, 3: the person confirms or refuses. */
export const decideSignIn = change({
  summary: 'Signs the page in that shows the code, or refuses it',
  by: 'person',
  input: v.strictObject({ requestId, code: scanCode, isConfirmed: v.boolean('choice') }),
  output: v.object({ isConfirmed: v.boolean() }),
  errors: ['NOT_FOUND'],
})

/** 扫码登录, 4: the page, which has been asking, gets its session, once. */
export const takeSignIn = query({
  summary: 'How it stands with a code; the session itself once it is confirmed, and only once',
  by: 'anyone',
  input: v.strictObject({ code: scanCode, secret }),
  output: v.object({ state: v.picklist(['waiting', 'seen', 'refused', 'expired', 'confirmed']), session: v.nullable(signedIn) }),
  errors: [],
})

/** 已登录的设备 */
export const listSessions = query({
  summary: "The caller's open sessions",
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(
      v.object({
        id,
        kind: v.picklist(sessionKinds),
        device: v.nullable(v.string()),
        openedAt: instant,
        expiresAt: instant,
        isThis: v.boolean(),
      }),
    ),
  }),
  errors: [],
})

/** 退出登录 */
export const closeSession = change({
  summary: "Ends one of the caller's sessions; without an id the one that calls",
  by: 'person',
  input: v.strictObject({ requestId, id: v.nullable(id) }),
  output: v.object({}),
  errors: ['NOT_FOUND'],
})
