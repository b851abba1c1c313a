-- Where today's parser took over from another.
create table ops.adoptions (
    source_id varchar not null,
    part varchar not null,
    adopted_at timestamptz not null,
    from_fingerprint varchar not null,
    to_fingerprint varchar not null,
    reading_id varchar not null,
    differing_rows bigint not null,
    who varchar not null,
    why varchar,
    reread_id varchar
);
comment on table ops.adoptions is 'Where today''s parser took over from another';
comment on column ops.adoptions.source_id is 'The source';
comment on column ops.adoptions.part is 'The part';
comment on column ops.adoptions.adopted_at is 'When the new parser''s reading of the old page was taken';
comment on column ops.adoptions.from_fingerprint is 'The parser before';
comment on column ops.adoptions.to_fingerprint is 'The parser from then on';
comment on column ops.adoptions.reading_id is 'What the new parser read in the last accepted page';
comment on column ops.adoptions.differing_rows is 'In how many offers the two readings of that page differ';
comment on column ops.adoptions.who is 'The run, or the person who approved it';
comment on column ops.adoptions.why is 'The reason given, if any';
comment on column ops.adoptions.reread_id is 'The reread that was adopted, if all kept captures were read again';
