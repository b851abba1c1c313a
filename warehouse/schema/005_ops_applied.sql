-- How far the journal has been folded into this file.
create table ops.applied (
    seq bigint not null
);
comment on table ops.applied is 'How far the journal has been folded into this file. One row';
comment on column ops.applied.seq is 'The last journal entry whose rows stand here';
