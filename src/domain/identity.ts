import { MASK } from './written-numbers'

/** What somebody opened: its masked beginning in a list, the case to read it, its text without masks, the contact that was revealed, an identity that was not, a file of it. */
export const openingKinds = ['listed', 'read', 'text', 'contact', 'identity', 'export'] as const
export type OpeningKind = (typeof openingKinds)[number]

export const openerRoles = ['deputy', 'desk', 'office', 'system'] as const
export type OpenerRole = (typeof openerRoles)[number]

/** Why an office may open an identity that was not revealed: PIPL art. 13 (4), danger to life or health, and (3), a duty by law. */
export const identityReasons = ['danger_to_life', 'law'] as const
export type IdentityReason = (typeof identityReasons)[number]

/** What a resident chose to publish: waits for the office, is public, was refused with a reason, was taken back. */
export const publicationStates = ['asked', 'published', 'refused', 'withdrawn'] as const
export type PublicationState = (typeof publicationStates)[number]

/** What decides whether the present assignee may open anything of the reporter's. */
export interface Revealed {
  assigneeId: string | null
  revealTo: string | null
  name: boolean
  phone: boolean
}

/** Revealed to one deputy, who still has the case: a consent does not go along when the case does. */
export const isRevealed = ({ assigneeId, revealTo, name, phone }: Revealed) =>
  assigneeId !== null && revealTo === assigneeId && (name || phone)

/** The street of an address and nothing narrower: 解放路12号305室 → 解放路. Empty where it names no street or quarter. */
export function streetOf(address: string): string {
  const street = /^.*?(?:大道|胡同|社区|小区|公园|广场|[路街巷弄村桥])(?:口|旁|边|附近)?/.exec(address.replaceAll(MASK, ''))?.[0] ?? ''
  return street.replace(/[\d０-９]+[号弄栋幢座楼]?.*$/, '').trim()
}
