-- The declarations as the newest run found them.
create table ops.sources (
    source_id varchar not null,
    carrier_id varchar not null,
    carrier varchar not null,
    carrier_type varchar not null,
    home_country varchar not null,
    segment varchar not null,
    language varchar not null,
    currency varchar not null,
    status varchar not null,
    is_on boolean not null,
    terms varchar not null,
    verified_on varchar,
    url varchar not null,
    rule_id varchar,
    fingerprint varchar not null
);
comment on table ops.sources is 'The declarations as the newest run found them. Not from the journal';
comment on column ops.sources.source_id is 'The source';
comment on column ops.sources.carrier_id is 'Who sells, as an id';
comment on column ops.sources.carrier is 'Who sells';
comment on column ops.sources.carrier_type is 'network, mvno or esim_seller';
comment on column ops.sources.home_country is 'The seller''s own country, ISO 3166-1 alpha-2';
comment on column ops.sources.segment is 'consumer, business or prepaid, unless an offer says otherwise';
comment on column ops.sources.language is 'The language of the pages';
comment on column ops.sources.currency is 'The currency of the pages, ISO 4217';
comment on column ops.sources.status is 'live, off, historic or watch, as shipped';
comment on column ops.sources.is_on is 'Fetched by runs, as the user''s file has it';
comment on column ops.sources.terms is 'What the terms of use say about automatic reading, as far as a person looked';
comment on column ops.sources.verified_on is 'When a person last saw the live page';
comment on column ops.sources.url is 'The first address';
comment on column ops.sources.rule_id
is 'The rule whose text the page is, if it is one: when it changes, the rule is due';
comment on column ops.sources.fingerprint is 'Today''s parser';
