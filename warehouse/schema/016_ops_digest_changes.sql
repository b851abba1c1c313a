-- Which changes a mail tells.
create table ops.digest_changes (
    digest_id varchar not null,
    position integer not null,
    change_id varchar not null
);
comment on table ops.digest_changes is 'Which changes a mail tells';
comment on column ops.digest_changes.digest_id is 'The mail';
comment on column ops.digest_changes.position is '1 for the first change told';
comment on column ops.digest_changes.change_id is 'The change';
