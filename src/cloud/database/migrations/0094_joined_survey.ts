/** Who joined a concern is asked, like its resident, whether the answer helped, and anew about the next answer. */
export const joinedSurvey = `
alter table joins
  add column answered_at timestamptz,
  add column asked_round int not null default 0,
  add column asked_at timestamptz;
comment on column joins.verdict is 'Their own, beside the verdict of the reporter, on the last answer since they joined';
comment on column joins.answered_at is 'When that answer was given; null where there is none yet';
comment on column joins.asked_round is 'How often they were asked about it';
update joins set answered_at = (select max(m.at) from concern_messages m where m.congress_id = joins.congress_id
  and m.concern_id = joins.concern_id and m.kind = 'answered' and m.shown_at >= joins.joined_at);
create index joins_unsaid on joins (congress_id, answered_at)
  where left_at is null and answered_at is not null and (verdict is null or verdict = 'partly');
`
