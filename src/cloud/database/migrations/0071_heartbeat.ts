/** By which a replica is known to follow: the time of the timer's last round, as the primary wrote it. */
export const heartbeat = `
create table heartbeats (
  id int primary key check (id = 1),
  at timestamptz not null
);
comment on table heartbeats is 'One row: when the timer last began a round. What a replica shows of it is how late that replica is';
`
