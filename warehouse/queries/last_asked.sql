-- When each host was last asked for a page by a run, since a moment.
select
    lower(regexp_extract(pages.url, '^https?://([^/:?#]+)', 1)) as host,
    max(captures.observed_at) as asked_at
from ops.capture_pages as pages
inner join ops.captures as captures on pages.capture_id = captures.capture_id
where
    captures.observed_at >= $since
    and captures.purpose <> 'backfill'
    and pages.url like 'http%'
    and pages.url not like '%/robots.txt'
    and (
        pages.http_status is not null
        or captures.outcome in ('server_error', 'timeout', 'tls_error', 'truncated', 'protocol_error')
    )
group by host
order by host;
