/** What a person may be in a congress, beside a resident, which everybody is. */
export const roles = ['deputy', 'staff', 'office'] as const
export type Role = (typeof roles)[number]

/** Who acts: one person in one congress, with every role they hold there. */
export interface Actor {
  congressId: string
  personId: string
  /** The deputies this person is: at most one in practice, a list so that no rule looks at "the first". */
  deputyIds: readonly string[]
  /** The stations whose desk this person works at. */
  stationIds: readonly string[]
  isOffice: boolean
}

export function rolesOf(actor: Actor): Role[] {
  return roles.filter(
    (role) =>
      (role === 'deputy' && actor.deputyIds.length > 0) ||
      (role === 'staff' && actor.stationIds.length > 0) ||
      (role === 'office' && actor.isOffice),
  )
}
