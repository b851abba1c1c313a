-- What lets a server answer "not changed" next time.
insert into ops.validators
select
    $source_id,
    $part,
    url,
    coalesce(etag, '') as etag,
    coalesce(last_modified, '') as last_modified,
    sha256
from ops.capture_pages
where capture_id = $capture_id and sha256 is not null and http_status is distinct from 304
order by position;
