-- Currencies that the central bank does not quote and that are fixed to one which it does.
create table ref.currency_pegs (
    currency varchar not null,
    anchor varchar not null,
    per_anchor decimal(18, 6) not null,
    from_on date,
    to_on date,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null,
    review_by date not null
);
comment on table ref.currency_pegs
is 'Currencies fixed to another, for those that the European Central Bank does not quote';
comment on column ref.currency_pegs.currency is 'ISO 4217';
comment on column ref.currency_pegs.anchor is 'The currency that it is fixed to';
comment on column ref.currency_pegs.per_anchor is 'Units of it for one unit of the anchor';
comment on column ref.currency_pegs.from_on is 'From when; nothing if the source does not say';
comment on column ref.currency_pegs.to_on is 'Until when';
comment on column ref.currency_pegs.source_url is 'Who says so';
comment on column ref.currency_pegs.source_on is 'When they said so: a day, a month or a year';
comment on column ref.currency_pegs.confidence is 'primary, secondary or unverified';
comment on column ref.currency_pegs.review_by is 'When somebody must look again';
