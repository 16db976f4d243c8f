/** A case that was withdrawn while a second person looked at its answer went on waiting for that person in its row. */
export const reviewOver = `
update concerns set review_by = null, review_author_id = null, review_asked_at = null where state <> 'in_review' and review_by is not null;
`
