-- Changes that are one act of the carrier, told together.
create table core.moves (
    move_id varchar not null,
    source_id varchar not null,
    carrier_id varchar not null,
    field varchar not null,
    subject varchar,
    what varchar not null,
    factor double,
    row_count bigint not null,
    exceptions bigint,
    effect varchar not null,
    state varchar not null,
    told_as varchar not null,
    cause varchar not null,
    first_seen_at timestamptz not null,
    confirmed_at timestamptz,
    ends_on date,
    run_id varchar
);
comment on table core.moves is 'Changes that are one act of the carrier, told together';
comment on column core.moves.move_id is 'The move';
comment on column core.moves.source_id is 'The source';
comment on column core.moves.carrier_id is 'Who sells';
comment on column core.moves.field is 'What moved';
comment on column core.moves.subject is 'The label, if all changes are of one';
comment on column core.moves.what is 'The move as a sentence';
comment on column core.moves.factor is 'New over old, where all rows share it';
comment on column core.moves.row_count is 'Changes in the move that were not undone';
comment on column core.moves.exceptions
is 'Offers of the same part with that fact that did not move so; nothing unless most did';
comment on column core.moves.effect is 'worse, better or neutral';
comment on column core.moves.state is 'seen, confirmed, undone or retracted';
comment on column core.moves.told_as is 'How people are told: as in core.changes, which it shares with its changes';
comment on column core.moves.cause is 'page, parser, reference or hand';
comment on column core.moves.first_seen_at is 'The first capture that showed it';
comment on column core.moves.confirmed_at is 'When the last of its changes was confirmed';
comment on column core.moves.ends_on is 'When it ends, as the page says';
comment on column core.moves.run_id is 'The run that found it';
