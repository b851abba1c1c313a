-- Mobile networks of the world by their codes; a code may stand for several, and a network in several places.
create table ref.network_codes (
    network_id varchar not null,
    place varchar not null,
    mcc_mnc varchar not null,
    brand varchar,
    operator varchar,
    status varchar not null,
    is_mvno boolean not null,
    generations varchar,
    bands varchar,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null,
    review_by date not null
);
comment on table ref.network_codes is 'Mobile networks of the world by their codes (ITU E.212)';
comment on column ref.network_codes.network_id is 'The row: place, code, and a number where several share both';
comment on column ref.network_codes.place is 'Where it is';
comment on column ref.network_codes.mcc_mnc is 'Its code, as text with leading zeros; not unique';
comment on column ref.network_codes.brand is 'What people know it as';
comment on column ref.network_codes.operator is 'Who runs it';
comment on column ref.network_codes.status is 'operational, not_operational, unknown or other';
comment on column ref.network_codes.is_mvno is 'It has no radio network of its own';
comment on column ref.network_codes.generations is '2G to 5G, joined with semicolons, as far as the list says';
comment on column ref.network_codes.bands is 'Radio bands by system and MHz ("LTE 1800"), joined with semicolons';
comment on column ref.network_codes.source_url is 'Who says so';
comment on column ref.network_codes.source_on is 'When they said so: a day, a month or a year';
comment on column ref.network_codes.confidence is 'primary, secondary or unverified';
comment on column ref.network_codes.review_by is 'When somebody must look again';
