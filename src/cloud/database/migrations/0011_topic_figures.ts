/** How a congress's own model did on its own cases, and where a desk finds the cases whose topic nobody has said. */
export const topicFigures = `
alter table topic_models add column figures jsonb;
comment on column topic_models.figures is 'Shares of the cases held back in turn (domain/topic-retraining); null where it was trained before they were kept';

create index concerns_topicless on concerns (congress_id, station_id, due_on)
  where topic_code is null and state in ('unassigned', 'assigned', 'accepted', 'asked');
`
