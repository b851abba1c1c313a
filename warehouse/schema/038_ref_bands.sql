-- Bands of 4G and 5G, with the MHz that people name them by.
create table ref.bands (
    generation varchar not null,
    band varchar not null,
    mhz integer not null,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null,
    review_by date not null
);
comment on table ref.bands is 'Bands of 4G and 5G, with the MHz that people name them by';
comment on column ref.bands.generation is '4G or 5G';
comment on column ref.bands.band is 'Its number in 3GPP: B20, n78';
comment on column ref.bands.mhz is 'The frequency that it is called by; several bands share one';
comment on column ref.bands.source_url is 'Who says so';
comment on column ref.bands.source_on is 'When they said so: a day, a month or a year';
comment on column ref.bands.confidence is 'primary, secondary or unverified';
comment on column ref.bands.review_by is 'When somebody must look again';
