/** Opening the phone of a booking that staff made for somebody is kept too; what staff said of a verdict stands in the log of each case. */
export const assistedLog = `
alter table identity_openings alter column concern_id drop not null;
alter table identity_openings add column visit_id uuid;
alter table identity_openings add foreign key (congress_id, visit_id) references visits;
alter table identity_openings add check ((concern_id is null) <> (visit_id is null));
comment on column identity_openings.visit_id is 'The booking whose phone was opened, where it is of no case';
create index identity_openings_of_visit on identity_openings (congress_id, visit_id) where visit_id is not null;

alter table assistances drop column relayed_verdict;
`
