-- Captures of a part that were answered "not modified".
select captures.* from ops.captures as captures
where
    captures.source_id = $source_id
    and captures.part = $part
    and captures.outcome = 'unchanged'
    and not exists (
        select 1 from ops.capture_pages as pages
        where
            pages.capture_id = captures.capture_id
            and pages.http_status is distinct from 304
            and pages.sha256 is not null
            and pages.url not like '%/robots.txt'
    );
