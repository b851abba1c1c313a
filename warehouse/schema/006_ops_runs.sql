-- Runs, as the journal has them.
create table ops.runs (
    run_id varchar not null,
    started_at timestamptz not null,
    version varchar not null,
    vantage varchar
);
comment on table ops.runs is 'Runs, as the journal has them';
comment on column ops.runs.run_id is 'The run';
comment on column ops.runs.started_at is 'When it started';
comment on column ops.runs.version is 'The roamledger that ran';
comment on column ops.runs.vantage is 'From where it looked';
