-- Visited networks that a version names.
create table core.networks (
    version_id varchar not null,
    offer_id varchar not null,
    carrier_id varchar not null,
    place varchar not null,
    network varchar not null,
    mcc_mnc varchar,
    generations varchar,
    bands varchar,
    is_preferred boolean,
    handset_names varchar
);
comment on table core.networks is 'Visited networks that a version names';
comment on column core.networks.version_id is 'The version';
comment on column core.networks.offer_id is 'The offer';
comment on column core.networks.carrier_id is 'Who sells';
comment on column core.networks.place is 'Where the network is';
comment on column core.networks.network is 'Its name on the page';
comment on column core.networks.mcc_mnc is 'Its code, as text with leading zeros';
comment on column core.networks.generations is '2G to 5G, joined with semicolons';
comment on column core.networks.bands is 'Frequency bands, as printed';
comment on column core.networks.is_preferred is 'The page prefers it; nothing if the page is silent';
comment on column core.networks.handset_names is 'What a phone shows';
