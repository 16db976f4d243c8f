/**
 * A consent given before any deputy had the case is to the first who gets it, whichever way it comes to them. The trigger
 * cannot ask the log, whose name it does not know where its part of the table is, so the row says whether there was one.
 * The index finds the assistance of a case that was split off, which has none of its own.
 */
export const firstConsent = `
alter table concerns add column had_deputy boolean not null default false;
comment on column concerns.had_deputy is 'A deputy had it before the present assignee';
update concerns c set had_deputy = true where assignee_id is null and exists (
  select from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id and e.data ->> 'deputyId' is not null);

create or replace function conceal_from_next() returns trigger language plpgsql as $$
begin
  new.had_deputy := old.had_deputy or old.assignee_id is not null;
  new.reveal_to := case when not new.had_deputy and (new.may_call or new.reveals_name) then new.assignee_id end;
  return new;
end $$;

create index assistances_person on assistances (congress_id, person_id);
`
