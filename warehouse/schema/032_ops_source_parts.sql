-- The parts of the declarations.
create table ops.source_parts (
    source_id varchar not null,
    part varchar not null,
    host varchar,
    addresses integer not null,
    cadence_hours integer not null,
    more_days integer not null,
    is_fetched boolean not null
);
comment on table ops.source_parts is 'The parts of the declarations. Not from the journal';
comment on column ops.source_parts.source_id is 'The source';
comment on column ops.source_parts.part is 'The part';
comment on column ops.source_parts.host is 'Whom its first address asks; none for a file on disk';
comment on column ops.source_parts.addresses is 'How many addresses are read together';
comment on column ops.source_parts.cadence_hours is 'How often it is read';
comment on column ops.source_parts.more_days
is 'How many days older than those of a page read daily its facts may be before they are stale';
comment on column ops.source_parts.is_fetched is 'Runs fetch it: its source is on, and it is not historic';
