-- What lets servers answer "not changed".
select
    source_id,
    part,
    url,
    etag,
    last_modified,
    sha256
from ops.validators
order by source_id, part, url;
