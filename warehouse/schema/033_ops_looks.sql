-- Looks at watched pages that no parser reads yet.
create table ops.looks (
    look_id varchar not null,
    capture_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    observed_at timestamptz not null,
    recorded_at timestamptz not null,
    fingerprint varchar not null,
    verdict varchar not null,
    reasons varchar,
    memory_sha256 varchar,
    line_count bigint not null,
    left_out bigint not null,
    confirm_at timestamptz,
    run_id varchar
);
comment on table ops.looks is 'Looks at watched pages that no parser reads yet';
comment on column ops.looks.look_id is 'The look';
comment on column ops.looks.capture_id is 'The capture that was looked at';
comment on column ops.looks.source_id is 'The source';
comment on column ops.looks.part is 'The part';
comment on column ops.looks.observed_at is 'When the page was fetched';
comment on column ops.looks.recorded_at is 'When it was looked at';
comment on column ops.looks.fingerprint is 'What took the text from the page';
comment on column ops.looks.verdict is 'complete or refused';
comment on column ops.looks.reasons is 'Why the page is not believed, for people';
comment on column ops.looks.memory_sha256 is 'What is known of the page since, in the archive';
comment on column ops.looks.line_count is 'Lines of text on the page';
comment on column ops.looks.left_out is 'Lines that differ and are left out, since they keep changing';
comment on column ops.looks.confirm_at is 'When a second look was due, as settled then';
comment on column ops.looks.run_id is 'The run that made it';
