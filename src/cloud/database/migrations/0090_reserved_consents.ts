/** A consent is taken for one message and stays with it, whoever sends it in the end: a process that died had taken it for nobody. */
export const reservedConsents = `
alter table outbox add column has_consent boolean not null default false;
comment on column outbox.has_consent is 'A consent was taken for this message; given back only where it is given up';
`
