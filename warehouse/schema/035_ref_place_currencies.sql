-- What people pay with, by place and time.
create table ref.place_currencies (
    place varchar not null,
    currency varchar not null,
    from_on date,
    to_on date,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null,
    review_by date not null
);
comment on table ref.place_currencies is 'What people pay with, by place and time';
comment on column ref.place_currencies.place is 'Where';
comment on column ref.place_currencies.currency is 'ISO 4217';
comment on column ref.place_currencies.from_on is 'From when it is legal tender there';
comment on column ref.place_currencies.to_on is 'Until when';
comment on column ref.place_currencies.source_url is 'Who says so';
comment on column ref.place_currencies.source_on is 'When they said so: a day, a month or a year';
comment on column ref.place_currencies.confidence is 'primary, secondary or unverified';
comment on column ref.place_currencies.review_by is 'When somebody must look again';
