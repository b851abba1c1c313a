-- What people were told that was not so: owed to each mail's reader.
create table core.corrections (
    correction_id varchar not null,
    kind varchar not null,
    change_id varchar not null,
    digest_id varchar not null,
    rule varchar not null,
    recipient varchar not null,
    right_old_value varchar,
    right_value varchar,
    right_since_at timestamptz,
    cause varchar not null,
    who varchar not null,
    why varchar not null,
    found_at timestamptz not null
);
comment on table core.corrections
is 'Told and not so: one row a mail. Owed until a mail to its reader names the correction_id among its changes';
comment on column core.corrections.correction_id is 'The correction';
comment on column core.corrections.kind
is 'wrong (no change, or another one), or right_after_all (a mailed correction was itself wrong)';
comment on column core.corrections.change_id is 'The change that was told; its row in core.changes stays';
comment on column core.corrections.digest_id is 'The mail that told it';
comment on column core.corrections.rule is 'The rule of that mail';
comment on column core.corrections.recipient is 'Who got that mail';
comment on column core.corrections.right_old_value is 'What the value was before in truth, if it was another change';
comment on column core.corrections.right_value is 'What the value is in truth; nothing if not known';
comment on column core.corrections.right_since_at is 'The first capture that shows the right value';
comment on column core.corrections.cause is 'parser, reference or decision: what showed that it was wrong';
comment on column core.corrections.who is 'The person who ruled so, or run';
comment on column core.corrections.why is 'The reason given';
comment on column core.corrections.found_at is 'When we came to know';
