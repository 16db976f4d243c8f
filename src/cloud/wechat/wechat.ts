/** Why WeChat did not do what it was asked. */
export const wechatReasons = [
  /** 45009, 45011: too many calls in this minute or on this day. */
  'busy',
  /** -1, a broken connection, a time-out, an answer that is not JSON. */
  'down',
  /** 43101: the person takes no such message (any more). */
  'refused',
  /** 61010: the person has not opened the mini-program within two hours, so WeChat does not check their text. */
  'inactive',
  /** 40029, 40163, 40226: a code from wx.login or getPhoneNumber that is wrong, used, or of a blocked person. */
  'bad_code',
  /** 40001, 40014, 42001 after the token was asked for anew: the account's secret is wrong or the server's address is not on its list. */
  'unauthorised',
  /** Everything else, which is our mistake: a template that is not there (40037), a field that is wrong (47003), 40003, 87009. */
  'rejected',
] as const
export type WechatReason = (typeof wechatReasons)[number]

/** Whether another try is worth it; an account that is set right again goes on by itself. */
export const mayPass = (reason: WechatReason): boolean => reason === 'busy' || reason === 'down' || reason === 'unauthorised'

/** `code` is WeChat's errcode, 0 where there was no answer. */
export type WechatFailure = { ok: false; reason: WechatReason; code: number }
export type WechatAnswer<T = object> = ({ ok: true } & T) | WechatFailure

/** WeChat's own scale: `pass` may be shown, `review` wants a person's look, `risky` should not be shown. */
export type Suggestion = 'pass' | 'review' | 'risky'

/** Where a text or a picture is to be shown, as WeChat numbers it. */
export const scenes = { profile: 1, comment: 2, forum: 3, social: 4 } as const
export type Scene = keyof typeof scenes

export interface SubscribeMessage {
  openid: string
  /** WeChat's id of the template. */
  template: string
  /** Page of the mini-program that a tap opens, with its query. */
  page: string
  /** By the template's keys (`thing1`, `time2`, …); cut to WeChat's lengths by the caller. */
  data: Record<string, string>
}

/** Everything that is asked of WeChat's servers. Nothing here throws for what WeChat answers. */
export interface Wechat {
  /** wx.login's code, which is good once and for five minutes. */
  sessionOf(code: string): Promise<WechatAnswer<{ openid: string }>>
  sendMessage(message: SubscribeMessage): Promise<WechatAnswer>
  /** msgSecCheck v2. At most 2,500 characters; the caller cuts longer texts in pieces. */
  checkText(of: { openid: string; text: string; scene: Scene }): Promise<WechatAnswer<{ suggestion: Suggestion }>>
  /** mediaCheckAsync. `url` must be open to WeChat; what it found is pushed within 30 minutes under `traceId`. */
  checkMedia(of: { openid: string; url: string; kind: 'image' | 'audio'; scene: Scene }): Promise<WechatAnswer<{ traceId: string }>>
  /** wxacode.getUnlimited: a PNG or JPEG. `scene` is at most 32 characters of WeChat's set. */
  codeImage(of: { scene: string; page: string }): Promise<WechatAnswer<{ image: Buffer }>>
  /** getPhoneNumber's code, good once and for five minutes. Digits, without the country's code where it is 86. */
  phoneOf(code: string): Promise<WechatAnswer<{ phone: string }>>
}
