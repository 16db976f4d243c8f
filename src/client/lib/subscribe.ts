import Taro from '@tarojs/taro'
import type { Template } from '../../domain/notification'
import { call, newRequestId } from './call'
import { queries, useCall } from './query'

/**
 * 订阅消息. `ask` must be called within a tap, or WeChat refuses; so which templates there are is read before.
 * Who refused is never asked again. Nothing waits for the answer: a refusal blocks nothing.
 */
export function useSubscription(...templates: readonly Template[]): { ask: () => void } {
  const isPhone = process.env.TARO_ENV === 'weapp'
  const { data } = useCall('notification.templates', {}, { isEnabled: isPhone })
  const asked = (data?.items ?? []).filter(({ template, mayAsk }) => mayAsk && templates.includes(template))
  return { ask: () => (isPhone && asked.length > 0 ? void request(asked) : undefined) }
}

async function request(asked: readonly { template: Template; id: string }[]): Promise<void> {
  const answered = await Taro.requestSubscribeMessage({ tmplIds: asked.map(({ id }) => id), entityIds: [] } as never).catch(() => null)
  // Neither: WeChat has banned the template, or could not ask.
  const words = { accept: true, reject: false } as const
  const answers = asked.flatMap(({ template, id }) => {
    const word = (answered as Record<string, string> | null)?.[id]
    return word === 'accept' || word === 'reject' ? [{ template, isAccepted: words[word] }] : []
  })
  if (answers.length === 0) return
  await call('notification.consent', { requestId: newRequestId(), answers }).catch(() => {})
  // Who refused is not asked again, on this page neither.
  await queries.invalidateQueries({ queryKey: ['notification.templates'] })
}
