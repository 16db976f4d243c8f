/** A session goes on under new tokens: each is a row, with the id of the session. */
export const renewed = `
alter table sessions
  add column token_at timestamptz,
  add column is_used boolean not null default true;
update sessions set token_at = opened_at;
alter table sessions alter column token_at set not null, alter column is_used drop default;
drop index sessions_id;
create index sessions_id on sessions (congress_id, id);
comment on column sessions.token_at is 'When this token was made; opened_at is when the session began';
comment on column sessions.is_used is 'False until a call was made with it: an answer that brought it may have been lost';
`
