import type { Selectable } from 'kysely'
import type { Relation } from '../../domain/concern'
import { maskAuthor, maskKnown, maskPersonalData } from '../../domain/personal-data'
import { roughly } from '../../domain/place'
import type { VisitRelation } from '../../domain/visit'
import { unsealContact } from '../contact'
import type { Context } from '../context'
import type { Database } from '../database/schema'

type ConcernRow = Selectable<Database['concerns']>
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

type Told = Sealed & Pick<ConcernRow, 'assignee_id' | 'reveal_to' | 'reveals_name' | 'may_call'>

/** How a text of this case reads for its assignee: without what tells who wrote it, as far as that was not revealed to them. */
export function deputyReads(context: Pick<Context, 'contactKey'>, row: Told): (text: string) => string {
  const isTold = row.assignee_id !== null && row.reveal_to === row.assignee_id
  const shown = { name: isTold && row.reveals_name, phone: isTold && row.may_call }
  const own = ownWords(context, row)
  return (text) => maskAuthor(text, own, shown)
}

/** Whether a deputy to whom nothing is revealed reads any of these words otherwise than they were written: then there is something to reveal. */
export const hidesFromDeputy = (texts: readonly string[]) =>
  texts.some((text) => maskAuthor(text, [], { name: false, phone: false }) !== text)

/** How a text of this case reads for somebody in these relations to it: as it was written for the reporter and who wrote it down for them alone. */
export function readerOf(context: Pick<Context, 'contactKey'>, row: Told, relations: readonly Relation[]): (text: string) => string {
  if (relations.some((relation) => relation === 'reporter' || relation === 'helper')) return (text) => text
  return relations.includes('assignee') ? deputyReads(context, row) : readByOthers(context, row)
}

/** How an answer of this case reads for other residents: its own is not named in it, and numbers that one may call stay. */
export function answerForOthers(context: Pick<Context, 'contactKey'>, row: Sealed): (text: string) => string {
  const own = ownWords(context, row)
  return (text) => maskKnown(text, own)
}

/** How a text of this case reads for everybody who is not named above. */
export function readByOthers(context: Pick<Context, 'contactKey'>, row: Sealed): (text: string) => string {
  const own = ownWords(context, row)
  return (text) => maskPersonalData(text, own)
}

/** How what a visitor wrote before coming reads for somebody in these relations to the visit; who is received is seen at the door, not in a list. */
export function aboutFor({ about, visitor_id }: { about: string; visitor_id: string | null }, relations: readonly VisitRelation[]): string {
  // Of a walk-in the clerk wrote it.
  if (visitor_id === null || relations.includes('visitor')) return about
  return relations.includes('receiver') ? maskAuthor(about, [], { name: false, phone: false }) : maskPersonalData(about)
}

/** Exact for whoever marked it and whoever goes there. */
export function pointFor({ lon, lat }: Pick<ConcernRow, 'lon' | 'lat'>, relations: readonly Relation[]) {
  if (lon === null || lat === null) return null
  const isExact = relations.some((relation) => relation === 'reporter' || relation === 'assignee' || relation === 'helper')
  return isExact ? { lon, lat } : roughly({ lon, lat })
}
