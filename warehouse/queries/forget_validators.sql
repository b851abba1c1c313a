-- The validators of the pages that an accepted capture brought anew.
delete from ops.validators
where
    source_id = $source_id
    and part = $part
    and url in (
        select url from ops.capture_pages
        where capture_id = $capture_id and sha256 is not null and http_status is distinct from 304
    );
