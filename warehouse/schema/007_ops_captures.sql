-- Every attempt to fetch a part, with or without a page.
create table ops.captures (
    capture_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    observed_at timestamptz not null,
    purpose varchar not null,
    outcome varchar not null,
    same_as varchar,
    detail varchar,
    next_due_at timestamptz,
    vantage varchar,
    run_id varchar
);
comment on table ops.captures is 'Every attempt to fetch a part, with or without a page';
comment on column ops.captures.capture_id is 'The attempt: source, part, moment';
comment on column ops.captures.source_id is 'The source';
comment on column ops.captures.part is 'The part of the source: addresses read together';
comment on column ops.captures.observed_at is 'When the page was asked for';
comment on column ops.captures.purpose is 'due, confirm or backfill';
comment on column ops.captures.outcome is 'ok, unchanged, or the kind of failure';
comment on column ops.captures.same_as is 'The earlier capture whose bytes these equal, or that a 304 stands for';
comment on column ops.captures.detail is 'What happened, for people';
comment on column ops.captures.next_due_at is 'When the part was due again, as settled then';
comment on column ops.captures.vantage is 'From where it was fetched';
comment on column ops.captures.run_id is 'The run that made it';
