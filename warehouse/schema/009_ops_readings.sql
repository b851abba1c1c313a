-- What each parser made of each capture, and what of it was believed.
create table ops.readings (
    reading_id varchar not null,
    capture_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    observed_at timestamptz not null,
    recorded_at timestamptz not null,
    fingerprint varchar not null,
    cause varchar not null,
    verdict varchar not null,
    reasons varchar,
    rows_sha256 varchar,
    held_rows_sha256 varchar,
    row_count bigint not null,
    held_rows bigint not null,
    effect varchar not null,
    confirm_at timestamptz,
    run_id varchar,
    reread_id varchar,
    pairings varchar
);
comment on table ops.readings is 'What each parser made of each capture, and what of it was believed';
comment on column ops.readings.reading_id is 'The reading';
comment on column ops.readings.capture_id is 'The capture that was read';
comment on column ops.readings.source_id is 'The source';
comment on column ops.readings.part is 'The part';
comment on column ops.readings.observed_at is 'When the page was fetched';
comment on column ops.readings.recorded_at is 'When it was read';
comment on column ops.readings.fingerprint is 'The parser and reference tables that read it';
comment on column ops.readings.cause is 'Whose doing a difference is: page, parser, reference, hand';
comment on column ops.readings.verdict is 'complete, partial or refused';
comment on column ops.readings.reasons is 'Why not complete, for people';
comment on column ops.readings.rows_sha256 is 'The kept rows, in the archive';
comment on column ops.readings.held_rows_sha256 is 'Held rows that a person could accept, in the archive';
comment on column ops.readings.row_count is 'Offers read';
comment on column ops.readings.held_rows is 'Rows not understood';
comment on column ops.readings.effect
is 'What it did to history: baseline, taken, none, late, aside (waits for adoption), superseded, rejected';
comment on column ops.readings.confirm_at is 'When a second look was due, as settled then';
comment on column ops.readings.run_id is 'The run that made it';
comment on column ops.readings.reread_id is 'The reread it belongs to: an old capture read by a later parser';
comment on column ops.readings.pairings is 'Offers found under new keys: a JSON array of offer id and key';
