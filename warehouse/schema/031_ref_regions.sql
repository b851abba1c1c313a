-- Regions of law and their members, from the first day of each to its last; a carrier's zones are in core.offer_places.
create table ref.regions (
    region varchar not null,
    place varchar not null,
    from_on date not null,
    to_on date,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null
);
comment on table ref.regions is 'Regions of law and their members, from the first day of each to its last';
comment on column ref.regions.region
is 'EU, EEA, RLAH (roam like at home), RLAH-PART (territories with their state), WB6 (Western Balkans)';
comment on column ref.regions.place is 'The member';
comment on column ref.regions.from_on is 'From when';
comment on column ref.regions.to_on is 'Until when';
comment on column ref.regions.source_url is 'Who says so';
comment on column ref.regions.source_on is 'When they said so: a day, a month or a year';
comment on column ref.regions.confidence is 'primary, secondary or unverified';
