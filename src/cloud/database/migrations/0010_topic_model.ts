/** Who said what a case is about, and the model that a congress trained on its own cases. */
export const topicModel = `
alter table concerns add column topic_by text check (topic_by in ('resident', 'model', 'desk'));
update concerns set topic_by = 'resident' where topic_code is not null;
comment on column concerns.topic_by is 'desk: whoever corrected it, the desk, the assignee or the office; null where there is no topic';

create table topic_models (
  congress_id uuid not null references congresses,
  model bytea not null,
  trained_on int not null,
  trained_at timestamptz not null,
  primary key (congress_id)
);
comment on column topic_models.model is 'As domain/topic-packing writes it: hashes and weights, no words';
comment on column topic_models.trained_on is 'Cases of the congress itself, besides those of a file';
`
