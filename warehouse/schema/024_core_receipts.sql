-- The page's words for each fact of a version.
create table core.receipts (
    version_id varchar not null,
    offer_id varchar not null,
    field varchar not null,
    value varchar,
    words varchar not null,
    where_on_page varchar,
    capture_id varchar not null
);
comment on table core.receipts is 'The page''s words for each fact of a version';
comment on column core.receipts.version_id is 'The version';
comment on column core.receipts.offer_id is 'The offer';
comment on column core.receipts.field is 'The fact, named as in core.changes';
comment on column core.receipts.value is 'The fact, as people read it';
comment on column core.receipts.words is 'The words on the page';
comment on column core.receipts.where_on_page is 'Where they stood';
comment on column core.receipts.capture_id is 'The capture that holds the page';
