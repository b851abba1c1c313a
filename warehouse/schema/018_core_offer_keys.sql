-- Under which keys an offer was found.
create table core.offer_keys (
    source_id varchar not null,
    key varchar not null,
    offer_id varchar not null,
    minted_at timestamptz not null,
    how varchar not null
);
comment on table core.offer_keys
is 'Under which keys an offer was found. The newest row of a key holds, unless that offer is open elsewhere';
comment on column core.offer_keys.source_id is 'The source';
comment on column core.offer_keys.key
is 'What the page calls it: a JSON array (code, or label with kind, service, scope, eligibility, variant)';
comment on column core.offer_keys.offer_id is 'The offer';
comment on column core.offer_keys.minted_at is 'When the key was first met';
comment on column core.offer_keys.how is 'minted, paired (a rename) or split (two rows came to claim one offer)';
