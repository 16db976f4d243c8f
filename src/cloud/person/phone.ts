import type { Handler } from '../operation'
import { refuse } from '../refusal'

/** 微信手机号: read for the form and kept nowhere; the person hands it in, or does not. */
export const readPhone: Handler<'person.phone'> = async ({ wechat }, { code }) => {
  if (!wechat) return refuse('NOT_FOUND')
  const answer = await wechat.phoneOf(code)
  if (answer.ok) return { phone: answer.phone }
  return answer.reason === 'bad_code' ? refuse('BAD_INPUT', [{ path: 'code', rule: 'absent' }]) : refuse('UNAVAILABLE')
}
