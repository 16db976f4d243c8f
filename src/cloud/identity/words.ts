import type { Relation } from '../../domain/concern'
import { maskPersonalData } from '../../domain/personal-data'
import type { ConcernRow } from '../concern/record'
import { unsealContact } from '../contact'
import type { Context } from '../context'

type Sealed = Pick<ConcernRow, 'id' | 'contact'>

/** The reporter's name and phone as they may stand in the text, to be masked there; shown to nobody. */
export function ownWords({ contactKey }: Pick<Context, 'contactKey'>, { id, contact }: Sealed): string[] {
  if (!contact) return []
  try {
    const { name, phone } = unsealContact(contact, contactKey, id)
    // People are called by their given name too.
    return [name, phone, ...(/^[\u4e00-\u9fff]{3,4}$/.test(name) ? [name.slice(-2)] : [])].filter(Boolean)
  } catch {
    return []
  }
}

/** How a text of this case reads for somebody in these relations to it: as it was written for the reporter, who wrote it down for them, and the assignee alone. */
export function readerOf(context: Pick<Context, 'contactKey'>, row: Sealed, relations: readonly Relation[]): (text: string) => string {
  if (relations.some((relation) => relation === 'reporter' || relation === 'assignee' || relation === 'helper')) return (text) => text
  const own = ownWords(context, row)
  return (text) => maskPersonalData(text, own)
}
