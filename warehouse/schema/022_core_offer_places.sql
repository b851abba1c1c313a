-- Places that a version names.
create table core.offer_places (
    version_id varchar not null,
    offer_id varchar not null,
    place varchar not null,
    status varchar not null,
    zone varchar,
    note varchar
);
comment on table core.offer_places is 'Places that a version names';
comment on column core.offer_places.version_id is 'The version';
comment on column core.offer_places.offer_id is 'The offer';
comment on column core.offer_places.place is 'ISO 3166-1 alpha-2, XK, or a pseudo-place such as X-CRUISE';
comment on column core.offer_places.status is 'yes, no, conditional or unknown';
comment on column core.offer_places.zone is 'The carrier''s own name for the set that holds it';
comment on column core.offer_places.note is 'A condition, in the page''s words';
