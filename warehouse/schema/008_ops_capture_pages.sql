-- The addresses of a capture, in their order.
create table ops.capture_pages (
    capture_id varchar not null,
    position integer not null,
    url varchar not null,
    final_url varchar,
    http_status integer,
    content_type varchar,
    sha256 varchar,
    bytes bigint not null,
    etag varchar,
    last_modified varchar,
    until_at timestamptz
);
comment on table ops.capture_pages is 'The addresses of a capture, in their order';
comment on column ops.capture_pages.capture_id is 'The capture';
comment on column ops.capture_pages.position is '1 for the first address';
comment on column ops.capture_pages.url is 'The address asked for';
comment on column ops.capture_pages.final_url is 'Where redirects led';
comment on column ops.capture_pages.http_status is 'The HTTP status, if an answer came';
comment on column ops.capture_pages.content_type is 'As the server named it';
comment on column ops.capture_pages.sha256 is 'The kept body, in the archive';
comment on column ops.capture_pages.bytes is 'Length of the body as served';
comment on column ops.capture_pages.etag is 'The server''s own tag of this version';
comment on column ops.capture_pages.last_modified is 'As the server dates it';
comment on column ops.capture_pages.until_at
is 'Until then the rules of this robots.txt hold, or the host wants to be left alone';
