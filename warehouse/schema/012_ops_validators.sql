-- What lets a server answer "not changed".
create table ops.validators (
    source_id varchar not null,
    part varchar not null,
    url varchar not null,
    etag varchar not null,
    last_modified varchar not null,
    sha256 varchar not null
);
comment on table ops.validators is 'What lets a server answer "not changed". Only from accepted captures';
comment on column ops.validators.source_id is 'The source';
comment on column ops.validators.part is 'The part';
comment on column ops.validators.url is 'The address';
comment on column ops.validators.etag is 'As the server sent it; empty if it sent none';
comment on column ops.validators.last_modified is 'As the server sent it; empty if it sent none';
comment on column ops.validators.sha256 is 'The body that they belong to';
