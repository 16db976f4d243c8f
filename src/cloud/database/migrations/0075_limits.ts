/** How often who did what: counted in one place for all processes, and forgotten with each window. */
export const limits = `
create unlogged table rate_limits (
  congress_id uuid not null references congresses,
  bucket bytea not null,
  count int not null,
  ends_at timestamptz not null,
  primary key (congress_id, bucket)
) with (fillfactor = 70);
comment on table rate_limits is 'Calls of one caller to one operation in one window; unlogged, since a crash may forget them and a read must not wait for the disk';
comment on column rate_limits.bucket is 'HMAC of caller, operation and window with the contact key: tells nobody who, and links no window to the next';
create index rate_limits_ends on rate_limits (congress_id, ends_at);

drop table claim_attempts;
drop index sign_in_offers_address;
`
