import { answerOf, hasAnswer, refusal } from './answers'
import { fail } from './log'
import { isInTap } from './tap'

const TEMPLATES_MAX = 5
const results = ['accept', 'reject', 'ban'] as const
type Result = (typeof results)[number]

/**
 * The pop-up of subscription messages. The test says what becomes of each template: `{ requestSubscribeMessage: { ID: 'accept' } }`,
 * or one word for all of them. As on a phone it opens only out of a tap, and for five templates at most.
 */
export async function requestSubscribeMessage(options: Record<string, unknown>): Promise<Record<string, Result>> {
  const asked = (options.tmplIds as string[] | undefined) ?? []
  if (!isInTap()) throw refusal('can only be invoked by user TAP gesture.', { errCode: 20001 })
  if (asked.length === 0) throw refusal('tmplIds is empty', { errCode: 10001 })
  if (asked.length > TEMPLATES_MAX) throw refusal('the number of templates exceeds the limit', { errCode: 20003 })
  if (!hasAnswer('requestSubscribeMessage')) fail('wx.requestSubscribeMessage: the test gave no answer')
  const answer = (await answerOf('requestSubscribeMessage')) as Result | Record<string, Result>
  return Object.fromEntries(
    asked.map((id) => {
      const result = typeof answer === 'string' ? answer : (answer[id] ?? 'reject')
      if (!results.includes(result)) fail(`requestSubscribeMessage: ${String(result)} is none of ${results.join(', ')}`)
      return [id, result]
    }),
  )
}
