import { sql, type RawBuilder } from 'kysely'

/** Whether somebody acts for the deputy of a case (a row of `concerns` under this name): in office, with an account. One without a deputy waits for nobody. */
export const isAttended = (concern: 'concerns' | 'c'): RawBuilder<boolean> => {
  const of = (column: string) => sql.ref(`${concern}.${column}`)
  return sql<boolean>`(${of('assignee_id')} is null or exists (
    select from memberships m join deputies d on d.congress_id = m.congress_id and d.id = m.deputy_id
    where m.congress_id = ${of('congress_id')} and m.deputy_id = ${of('assignee_id')} and d.is_active))`
}
