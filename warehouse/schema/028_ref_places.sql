-- Places by code.
create table ref.places (
    place varchar not null,
    name varchar not null,
    region varchar,
    capital_time_zone varchar,
    time_zones integer,
    source_url varchar,
    source_on varchar,
    confidence varchar,
    review_by date
);
comment on table ref.places is 'Places by code, with the part of the world and the clock of the capital';
comment on column ref.places.place is 'ISO 3166-1 alpha-2, XK, or a pseudo-place';
comment on column ref.places.name is 'Its name in English';
comment on column ref.places.region
is 'The part of the world, as the UN has them (M49), the Americas in two; nothing for a pseudo-place';
comment on column ref.places.capital_time_zone
is 'The clock of its capital (IANA); nothing where nobody lives or there is no capital';
comment on column ref.places.time_zones is 'How many zones the IANA names for it';
comment on column ref.places.source_url is 'Who says so';
comment on column ref.places.source_on is 'When they said so: a day, a month or a year';
comment on column ref.places.confidence is 'primary, secondary or unverified';
comment on column ref.places.review_by is 'When somebody must look again';
