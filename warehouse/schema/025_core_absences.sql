-- Offers missing from a complete reading, until a second one settles it.
create table core.absences (
    source_id varchar not null,
    part varchar not null,
    offer_id varchar not null,
    since_at timestamptz not null,
    capture_id varchar not null,
    reading_id varchar not null,
    cause varchar not null
);
comment on table core.absences is 'Offers missing from a complete reading, until a second one settles it';
comment on column core.absences.source_id is 'The source';
comment on column core.absences.part is 'The part';
comment on column core.absences.offer_id is 'The offer';
comment on column core.absences.since_at is 'The first complete reading without it';
comment on column core.absences.capture_id is 'Its capture';
comment on column core.absences.reading_id is 'The reading';
comment on column core.absences.cause is 'Whose doing: page or parser';
