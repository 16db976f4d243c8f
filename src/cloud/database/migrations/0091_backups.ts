/** When this database was last backed up. Local: of the whole database and no congress, so it has no congress_id; few rows. */
export const backups = `
create table backups (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  bytes bigint not null,
  files int not null,
  folder text not null
);
create index backups_finished on backups (finished_at desc);
comment on table backups is 'One row for each backup that was written and checked. Local to this database: not of a congress, on a cluster a table of the coordinator alone. Not part of a backup';
comment on column backups.bytes is 'Of the whole backup on its disk, photos and recordings included';
comment on column backups.files is 'Photos and recordings in it; 0 where they lie in cloud storage';
comment on column backups.folder is 'What was written, beside those of other nights';
`
