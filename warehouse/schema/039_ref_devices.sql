-- Telephones, what SIM they take and which bands they use.
create table ref.devices (
    device_id varchar not null,
    device varchar not null,
    sold_in varchar,
    esim varchar not null,
    bands varchar,
    source_url varchar not null,
    source_on varchar,
    confidence varchar not null,
    review_by date not null
);
comment on table ref.devices is 'Telephones, what SIM they take and which bands they use; a persons own file adds more';
comment on column ref.devices.device_id is 'The telephone, as made for one market';
comment on column ref.devices.device is 'Its name';
comment on column ref.devices.sold_in is 'The markets that it is made for; nothing for all others';
comment on column ref.devices.esim is 'yes, only (it takes no other SIM), no or unknown';
comment on column ref.devices.bands is 'Bands that it uses (B20, n78), joined with semicolons; nothing if not known';
comment on column ref.devices.source_url is 'Who says so';
comment on column ref.devices.source_on is 'When they said so: a day, a month or a year';
comment on column ref.devices.confidence is 'primary, secondary or unverified';
comment on column ref.devices.review_by is 'When somebody must look again';
