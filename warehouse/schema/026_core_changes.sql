-- One field of one offer that differs between two captures.
create table core.changes (
    change_id varchar not null,
    move_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    carrier_id varchar not null,
    offer_id varchar not null,
    offer_name varchar not null,
    field varchar not null,
    place varchar,
    old_value varchar,
    new_value varchar,
    old_number decimal(38, 6),
    new_number decimal(38, 6),
    unit varchar,
    delta decimal(38, 6),
    delta_pct double,
    effect varchar not null,
    severity_traveller varchar not null,
    severity_analyst varchar not null,
    cause varchar not null,
    state varchar not null,
    told_as varchar not null,
    is_backfill boolean not null,
    undoes varchar,
    seen_at timestamptz not null,
    confirmed_at timestamptz,
    undone_at timestamptz,
    recorded_at timestamptz not null,
    effective_on date,
    before_capture_id varchar not null,
    after_capture_id varchar not null,
    settled_capture_id varchar,
    reading_id varchar not null,
    before_words varchar,
    after_words varchar,
    run_id varchar
);
comment on table core.changes is 'One field of one offer that differs between two captures';
comment on column core.changes.change_id is 'The change';
comment on column core.changes.move_id is 'The move that it is told with';
comment on column core.changes.source_id is 'The source';
comment on column core.changes.part is 'The part';
comment on column core.changes.carrier_id is 'Who sells';
comment on column core.changes.offer_id is 'The offer; for a watched page''s text, its source';
comment on column core.changes.offer_name is 'Its label after the change';
comment on column core.changes.field
is 'What differs: price, price.<role>, list_price, data, places, offer, text (of a watched page) ...';
comment on column core.changes.place is 'The place, where the change is about one';
comment on column core.changes.old_value is 'Before, as people read it; nothing if not stated';
comment on column core.changes.new_value is 'After, as people read it; nothing if not stated';
comment on column core.changes.old_number is 'Before, as a number';
comment on column core.changes.new_number is 'After, as a number';
comment on column core.changes.unit is 'Of the numbers: USD/day, bytes/day, kbps, days; nothing for a count';
comment on column core.changes.delta is 'New less old, where both have one unit';
comment on column core.changes.delta_pct is 'That in per cent of the old';
comment on column core.changes.effect is 'For the customer: worse, better or neutral';
comment on column core.changes.severity_traveller
is 'critical, high, medium, low, info or none, for somebody who travels';
comment on column core.changes.severity_analyst is 'The same for somebody who watches the market';
comment on column core.changes.cause is 'page, parser, reference or hand; only page is the carrier''s doing';
comment on column core.changes.state is 'seen, confirmed, undone (gone before it was confirmed) or retracted';
comment on column core.changes.told_as
is 'news, back_again, found_late, flapping, settled; quiet or nothing: never told (warehouse/telling.py)';
comment on column core.changes.is_backfill is 'Found while filling in old captures: alerts nobody';
comment on column core.changes.undoes is 'The confirmed change that this one takes back';
comment on column core.changes.seen_at is 'The capture that first showed it';
comment on column core.changes.confirmed_at is 'The later capture that showed it again';
comment on column core.changes.undone_at is 'The capture that showed it gone';
comment on column core.changes.recorded_at is 'When we found it';
comment on column core.changes.effective_on is 'From when it holds, as the page says';
comment on column core.changes.before_capture_id is 'The last capture that shows the old value';
comment on column core.changes.after_capture_id is 'The first capture that shows the new value';
comment on column core.changes.settled_capture_id is 'The capture that confirmed it, or that showed it gone';
comment on column core.changes.reading_id is 'The reading that found it';
comment on column core.changes.before_words is 'The page''s words then';
comment on column core.changes.after_words is 'The page''s words now';
comment on column core.changes.run_id is 'The run that found it';
