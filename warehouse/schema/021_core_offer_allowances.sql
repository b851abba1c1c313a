-- What a version holds beside its main data volume, or by zone.
create table core.offer_allowances (
    version_id varchar not null,
    offer_id varchar not null,
    role varchar not null,
    service varchar not null,
    called_scope varchar,
    data_bytes bigint,
    data_basis varchar,
    is_unlimited boolean not null,
    minutes integer,
    messages integer,
    per varchar,
    zone varchar,
    validity_days integer,
    label varchar
);
comment on table core.offer_allowances is 'What a version holds beside its main data volume, or by zone';
comment on column core.offer_allowances.version_id is 'The version';
comment on column core.offer_allowances.offer_id is 'The offer';
comment on column core.offer_allowances.role is 'base, bonus, tether or top_up';
comment on column core.offer_allowances.service is 'data, voice, sms ...';
comment on column core.offer_allowances.called_scope is 'Where the minutes may be used to';
comment on column core.offer_allowances.data_bytes is 'A volume in bytes';
comment on column core.offer_allowances.data_basis is 'binary, decimal or not_stated';
comment on column core.offer_allowances.is_unlimited is 'Without a limit';
comment on column core.offer_allowances.minutes is 'Minutes';
comment on column core.offer_allowances.messages is 'Messages';
comment on column core.offer_allowances.per is 'total, day or month';
comment on column core.offer_allowances.zone is 'Only in this zone of the carrier';
comment on column core.offer_allowances.validity_days is 'How long it lasts, if not as the offer';
comment on column core.offer_allowances.label is 'The page''s name for it';
