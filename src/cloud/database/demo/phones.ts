import type { Context } from '../../context'
import type { SentMessage } from '../../wechat/stand-in/state'
import { demoPersons, openidOf, type DemoPerson } from './persons'

export interface DemoPhone {
  person: DemoPerson
  messages: { title: string; lines: string[]; page: string; at: string }[]
}

/** What WeChat would have brought to each person's phone, the newest first; those with something on it alone. */
export async function demoPhones(
  context: Context,
  sent: (openid: string) => readonly SentMessage[] = () => [],
): Promise<{ phones: DemoPhone[] }> {
  const { persons } = await demoPersons(context)
  const phones = persons.map((person) => ({
    person,
    messages: sent(openidOf(person.person))
      .map(({ data, page, at }) => {
        const [title = '', ...lines] = Object.values(data)
        return { title, lines, page, at: at.toISOString() }
      })
      .toReversed(),
  }))
  return { phones: phones.filter(({ messages }) => messages.length > 0) }
}
