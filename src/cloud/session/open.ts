import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { openSession as makeSession, personOfOpenid } from './identify'

/** 登录 with wx.login's code, where the mini-program's cloud is a host of its own. */
export const openSession: Handler<'session.open'> = async ({ db, congress, wechat, now, from }, { code }) => {
  if (!wechat) return refuse('NOT_FOUND')
  const answer = await wechat.sessionOf(code)
  if (!answer.ok) return answer.reason === 'bad_code' ? refuse('BAD_INPUT', [{ path: 'code', rule: 'absent' }]) : refuse('UNAVAILABLE')
  const personId = await personOfOpenid(db, congress.id, answer.openid, now())
  const { token, expiresAt } = await makeSession(db, { congressId: congress.id, personId, kind: 'phone', device: from.device }, now())
  return { token, expiresAt: expiresAt.toISOString() }
}
