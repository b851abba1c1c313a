-- Rows that were not understood, and so kept their old facts.
create table ops.held (
    reading_id varchar not null,
    position integer not null,
    code varchar not null,
    reason varchar not null,
    words varchar not null,
    where_on_page varchar not null
);
comment on table ops.held is 'Rows that were not understood, and so kept their old facts';
comment on column ops.held.reading_id is 'The reading';
comment on column ops.held.position is '1 for the first held row';
comment on column ops.held.code is 'The kind of trouble, from transforms/errors.py';
comment on column ops.held.reason is 'The trouble in words';
comment on column ops.held.words is 'The words of the row on the page';
comment on column ops.held.where_on_page is 'Where the row stands';
