-- Dated facts of law, regulation and custom that matter to a visitor.
create table ref.rules (
    rule_id varchar not null,
    place varchar not null,
    topic varchar not null,
    value varchar not null,
    from_on date,
    to_on date,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null,
    review_by date not null
);
comment on table ref.rules is 'Dated facts of law, regulation and custom that matter to a visitor';
comment on column ref.rules.rule_id is 'The rule';
comment on column ref.rules.place is 'Where it holds: one place a row, or a group such as X-EU';
comment on column ref.rules.topic is 'roaming, sim_registration, device, esim, voice, privacy ...';
comment on column ref.rules.value is 'The rule in our words';
comment on column ref.rules.from_on is 'From when';
comment on column ref.rules.to_on is 'Until when';
comment on column ref.rules.source_url is 'Who says so';
comment on column ref.rules.source_on is 'When they said so: a day, a month or a year';
comment on column ref.rules.confidence is 'primary, secondary or unverified';
comment on column ref.rules.review_by is 'When somebody must look again';
