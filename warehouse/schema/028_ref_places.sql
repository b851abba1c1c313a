-- Places by code.
create table ref.places (
    place varchar not null,
    name varchar not null
);
comment on table ref.places is 'Places by code';
comment on column ref.places.place is 'ISO 3166-1 alpha-2, XK, or a pseudo-place';
comment on column ref.places.name is 'Its name in English';
