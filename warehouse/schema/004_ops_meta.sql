-- What made this file.
create table ops.meta (
    schema_version integer not null,
    made_by varchar not null
);
comment on table ops.meta is 'What made this file. One row';
comment on column ops.meta.schema_version is 'Goes up when the tables change; an older file is made anew by rebuild';
comment on column ops.meta.made_by is 'The version of roamledger that made the file';
