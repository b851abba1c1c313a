-- How each part of each source stands.
create table ops.parts (
    source_id varchar not null,
    part varchar not null,
    last_attempt_at timestamptz,
    last_outcome varchar,
    last_detail varchar,
    next_due_at timestamptz,
    confirm_at timestamptz,
    failures integer not null,
    last_capture_id varchar,
    last_reading_id varchar,
    last_observed_at timestamptz,
    last_verdict varchar,
    last_fingerprint varchar,
    rows_sha256 varchar,
    row_count bigint,
    held_rows bigint not null,
    last_full_at timestamptz,
    last_changed_at timestamptz,
    held_reason varchar,
    held_since_at timestamptz,
    ruled_at timestamptz
);
comment on table ops.parts is 'How each part of each source stands. One row a part';
comment on column ops.parts.source_id is 'The source';
comment on column ops.parts.part is 'The part';
comment on column ops.parts.last_attempt_at is 'The last capture, whatever came of it';
comment on column ops.parts.last_outcome is 'How that capture ended';
comment on column ops.parts.last_detail is 'What happened then, for people';
comment on column ops.parts.next_due_at is 'When the part is due again';
comment on column ops.parts.confirm_at is 'When an unconditional second look is due; none if nothing waits for one';
comment on column ops.parts.failures is 'Captures in a row that brought no page';
comment on column ops.parts.last_capture_id is 'The last accepted capture';
comment on column ops.parts.last_reading_id is 'The last accepted reading';
comment on column ops.parts.last_observed_at is 'When the last accepted capture was made';
comment on column ops.parts.last_verdict is 'The verdict of the last accepted reading';
comment on column ops.parts.last_fingerprint is 'The parser of the last accepted reading';
comment on column ops.parts.rows_sha256 is 'The rows of the last accepted reading';
comment on column ops.parts.row_count is 'Offers in the last accepted reading';
comment on column ops.parts.held_rows is 'Rows held in the last accepted reading';
comment on column ops.parts.last_full_at is 'The last accepted capture that brought bytes';
comment on column ops.parts.last_changed_at is 'When the facts last differed (baseline: when first read)';
comment on column ops.parts.held_reason is 'Why the newest reading is not believed; none if it is';
comment on column ops.parts.held_since_at is 'The first reading in a row that was not believed';
comment on column ops.parts.ruled_at is 'When a person last withdrew an offer of it';
