-- What people ruled.
create table ops.decisions (
    decision_id varchar not null,
    what varchar not null,
    subject varchar not null,
    decided_at timestamptz not null,
    who varchar not null,
    why varchar not null,
    value varchar,
    undone_at timestamptz
);
comment on table ops.decisions is 'What people ruled';
comment on column ops.decisions.decision_id is 'The decision';
comment on column ops.decisions.what
is 'accept, reject, enable, disable, resume, withdraw, link, retract, backfilled, anew, undo; subscribe, mute ...';
comment on column ops.decisions.subject is 'About what: a reading, a source, an offer, a change';
comment on column ops.decisions.decided_at is 'When';
comment on column ops.decisions.who is 'By whom';
comment on column ops.decisions.why is 'The reason given';
comment on column ops.decisions.value is 'What the decision sets, if anything';
comment on column ops.decisions.undone_at is 'When it was taken back; nothing while it holds';
