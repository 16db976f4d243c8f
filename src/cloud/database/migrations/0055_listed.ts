/** Who saw a case's masked beginning in a list stands in its resident's log too: once for each person, since a list is read all day. */
export const listed = `
alter table identity_openings drop constraint identity_openings_what_check;
alter table identity_openings add constraint identity_openings_what_check
  check (what in ('listed', 'read', 'text', 'contact', 'identity', 'export'));
create unique index identity_openings_listed on identity_openings (congress_id, concern_id, by_person) where what = 'listed';
`
