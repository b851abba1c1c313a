-- Versions: an offer as it stood between two moments.
create table core.versions (
    offer_id varchar not null,
    version_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    carrier_id varchar not null,
    key varchar not null,
    label varchar not null,
    code varchar,
    kind varchar not null,
    service varchar not null,
    usage varchar not null,
    scope varchar,
    eligibility varchar,
    variant varchar,
    plan varchar,
    segment varchar,
    sim varchar,
    called_scope varchar,
    time_window varchar,
    price_state varchar not null,
    price_unit varchar,
    billing_increment varchar,
    tax_basis varchar,
    max_charges integer,
    max_charges_per varchar,
    data_bytes bigint,
    data_basis varchar,
    is_unlimited boolean,
    data_per varchar,
    shares_home_allowance boolean,
    fair_use_bytes bigint,
    fair_use_days integer,
    after_cap varchar,
    throttle_kbps integer,
    throttle_words varchar,
    validity_days integer,
    day_rule varchar,
    day_tz varchar,
    start_rule varchar,
    activate_within_days integer,
    tethering boolean,
    exclusions varchar,
    conditions varchar,
    places_basis varchar,
    claimed_places integer,
    claimed_places_is_minimum boolean not null,
    stated_from_on date,
    stated_to_on date,
    looked_by varchar,
    looked_on date,
    confidence varchar,
    row_hash varchar not null,
    record varchar not null,
    cause varchar not null,
    observed_from timestamptz not null,
    observed_to timestamptz,
    recorded_from timestamptz not null,
    closed_recorded_at timestamptz,
    recorded_to timestamptz,
    from_capture_id varchar not null,
    from_reading_id varchar not null,
    to_capture_id varchar,
    last_seen_at timestamptz,
    last_capture_id varchar
);
comment on table core.versions is 'Versions: an offer as it stood between two moments';
comment on column core.versions.offer_id is 'The offer: source, label, and what tells it from its sisters';
comment on column core.versions.version_id is 'This version';
comment on column core.versions.source_id is 'The source';
comment on column core.versions.part is 'The part that lists it';
comment on column core.versions.carrier_id is 'Who sells';
comment on column core.versions.key is 'The key it was found by, as a JSON array';
comment on column core.versions.label is 'The name as printed';
comment on column core.versions.code is 'The seller''s own code, if the page gives one';
comment on column core.versions.kind is 'day_pass, pack, included, rate or plan';
comment on column core.versions.service is 'data, voice, sms, mms, voicemail or bundle';
comment on column core.versions.usage is 'home, roaming or travel';
comment on column core.versions.scope is 'Which places or networks, if one label is sold at several';
comment on column core.versions.eligibility is 'Who may have it, in the page''s words';
comment on column core.versions.variant is 'Size, validity or called destination, where that tells offers apart';
comment on column core.versions.plan is 'The plan family that it belongs to';
comment on column core.versions.segment is 'consumer, business or prepaid, where the page says so';
comment on column core.versions.sim is 'esim, physical or both';
comment on column core.versions.called_scope
is 'Where a call goes, seen from the place visited: local, home, third, any, incoming';
comment on column core.versions.time_window is 'Hours or days in which it holds';
comment on column core.versions.price_state is 'stated, free, included, home_rate, from, unavailable or not_stated';
comment on column core.versions.price_unit is 'What one price buys: day, pack, 10 kb, minute';
comment on column core.versions.billing_increment is 'In what steps use is counted';
comment on column core.versions.tax_basis is 'included, excluded, varies or none; nothing if the page is silent';
comment on column core.versions.max_charges is 'Most fees taken per max_charges_per';
comment on column core.versions.max_charges_per is 'bill, month';
comment on column core.versions.data_bytes is 'Main data volume in bytes; nothing if unlimited or not stated';
comment on column core.versions.data_basis
is 'What the page''s gigabyte is: binary, decimal, not_stated (counted as binary)';
comment on column core.versions.is_unlimited
is 'Data without a limit at full speed; nothing if the page gives no volume';
comment on column core.versions.data_per is 'The volume is for: total, day, month';
comment on column core.versions.shares_home_allowance is 'Taken from the allowance at home';
comment on column core.versions.fair_use_bytes is 'A limit inside an unlimited or included use';
comment on column core.versions.fair_use_days is 'Days of use abroad that are taken as fair';
comment on column core.versions.after_cap is 'When the volume is used up: throttle, block, charge, top_up';
comment on column core.versions.throttle_kbps is 'Speed after the volume, in kbit/s';
comment on column core.versions.throttle_words is 'That speed in the page''s words';
comment on column core.versions.validity_days is 'How long it lasts';
comment on column core.versions.day_rule
is 'When a day ends: rolling_24h, home_tz, visited_capital, fixed_offset, purchase_day';
comment on column core.versions.day_tz is 'The zone for that';
comment on column core.versions.start_rule is 'first_use, install, purchase or date';
comment on column core.versions.activate_within_days is 'How long it may lie unused';
comment on column core.versions.tethering is 'May be shared with other devices; nothing if the page is silent';
comment on column core.versions.conditions is 'What else it depends on, in the page''s words';
comment on column core.versions.exclusions is 'What the page excludes, joined with semicolons';
comment on column core.versions.places_basis
is 'full_list, examples or count_only; only a full list proves what is missing';
comment on column core.versions.claimed_places is 'Places that the page claims, without proof';
comment on column core.versions.claimed_places_is_minimum
is 'The claim says "more than"';
comment on column core.versions.stated_from_on is 'Valid from, as the page says';
comment on column core.versions.stated_to_on is 'Valid to, as the page says';
comment on column core.versions.looked_by
is 'Who looked, where it is kept by hand and no page of the seller was read';
comment on column core.versions.looked_on is 'On which day they looked';
comment on column core.versions.confidence is 'What they say of it: primary, secondary, unverified';
comment on column core.versions.row_hash is 'SHA-256 of all facts, without receipts';
comment on column core.versions.record is 'The whole offer with its receipts, as JSON (transforms/records.py)';
comment on column core.versions.cause is 'What opened this version: page, parser, reference, hand';
comment on column core.versions.observed_from is 'The first capture that shows it';
comment on column core.versions.observed_to is 'The first capture that does not; nothing while it stands';
comment on column core.versions.recorded_from is 'When we came to believe it';
comment on column core.versions.closed_recorded_at is 'When we wrote observed_to';
comment on column core.versions.recorded_to
is 'When we ceased to believe that it ever stood so (a parser''s correction)';
comment on column core.versions.from_capture_id is 'The capture that proves its beginning';
comment on column core.versions.from_reading_id is 'The reading that opened it';
comment on column core.versions.to_capture_id is 'The capture that proves its end';
comment on column core.versions.last_seen_at is 'When it was last seen; nothing while its part says it (core.offers)';
comment on column core.versions.last_capture_id is 'The capture that showed it then; nothing likewise';
