/** A deputy is one person. */
export const oneHolder = `
create unique index memberships_of_deputy on memberships (congress_id, deputy_id) where deputy_id is not null;
`
