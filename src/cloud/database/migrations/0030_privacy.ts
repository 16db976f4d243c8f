/** What a person agreed to, what was erased, and which files are still to be removed. */
export const privacy = `
create table agreements (
  congress_id uuid not null,
  person_id uuid not null,
  version text not null,
  agreed_at timestamptz not null,
  primary key (congress_id, person_id, version),
  foreign key (congress_id, person_id) references persons
);
comment on table agreements is 'Stays when the person is erased: the congress has to be able to prove it (PIPL art. 14, 69)';

alter table persons add column erased_at timestamptz;
comment on column persons.erased_at is 'When the person had everything erased; the row stays, since the log names its id';

alter table concerns add column erased_at timestamptz;
comment on column concerns.erased_at is 'When words, place and photos were erased, at the wish of the resident or after their time';
create index concerns_contact_kept on concerns (congress_id, received_at, id) where contact is not null;
create index concerns_words_kept on concerns (congress_id, received_at, id) where erased_at is null;
create index concern_messages_author on concern_messages (congress_id, author_id);
create index requests_age on requests (congress_id, created_at);
create index photos_of_owner on photos (congress_id, owner_id) where owner_id is not null;

create table file_removals (
  congress_id uuid not null references congresses,
  file_id uuid not null,
  asked_at timestamptz not null,
  primary key (congress_id, file_id)
);
comment on table file_removals is 'Files of photos whose rows are gone: removed after the commit, and by the retention job where that failed';
`
