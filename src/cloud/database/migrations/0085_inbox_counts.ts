/**
 * What an inbox counts is read from indexes alone: of a deputy's open cases their state and whether they were seen, and the cases
 * whose topic nobody has said, whoever holds them. Texts are not in the index: one of 2,000 characters is too long for a B-tree.
 */
export const inboxCounts = `
drop index concerns_inbox_heads;
create index concerns_inbox_heads on concerns (congress_id, assignee_id, due_on, id) include (state, opened_at, shown_at)
  where head_id is null and state in ('assigned', 'accepted', 'asked', 'disputed');
drop index concerns_topicless;
create index concerns_topicless on concerns (congress_id, station_id, due_on, id)
  where head_id is null and topic_code is null and state in ('unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review');
create index concerns_topicless_held on concerns (congress_id, assignee_id, due_on, id)
  where head_id is null and topic_code is null and state in ('unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review');
`
