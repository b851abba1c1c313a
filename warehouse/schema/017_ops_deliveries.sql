-- Attempts to hand a mail over.
create table ops.deliveries (
    digest_id varchar not null,
    attempted_at timestamptz not null,
    state varchar not null,
    detail varchar,
    next_attempt_at timestamptz
);
comment on table ops.deliveries is 'Attempts to hand a mail over';
comment on column ops.deliveries.digest_id is 'The mail';
comment on column ops.deliveries.attempted_at is 'When';
comment on column ops.deliveries.state is 'sending, sent, written, retry, refused or given_up';
comment on column ops.deliveries.detail is 'What the other side said';
comment on column ops.deliveries.next_attempt_at is 'When it is tried again';
