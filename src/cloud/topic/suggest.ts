import type { Message } from '../../domain/topic-features'
import { suggest, type Suggestion } from '../../domain/topic-suggestion'
import type { Handler, Scope } from '../operation'
import { modelOf } from './model'

/** Topics of the congress that a message may be about, the likelier first. A topic that the congress does not have, or has retired, is none. */
export async function suggestionsFor(scope: Pick<Scope, 'db' | 'congress'>, message: Message): Promise<(Suggestion & { name: string })[]> {
  const topics = await scope.db
    .selectFrom('topics')
    .where('congress_id', '=', scope.congress.id)
    .where('is_retired', '=', false)
    .select(['code', 'name'])
    .execute()
  const names = new Map(topics.map(({ code, name }) => [code, name]))
  return suggest(await modelOf(scope), message, (code) => names.has(code)).map((one) => ({ ...one, name: names.get(one.code)! }))
}

/** The topic of a concern for which its resident chose none, where the model is sure; else null, and the desk decides. */
export async function sureTopic(scope: Pick<Scope, 'db' | 'congress'>, text: string): Promise<string | null> {
  return (await suggestionsFor(scope, { title: null, text })).find(({ isSure }) => isSure)?.code ?? null
}

/** 推荐类别 */
export const suggestTopic: Handler<'topic.suggest'> = async (scope, { text, title }) => ({
  items: await suggestionsFor(scope, { title: title || null, text: text || null }),
})
