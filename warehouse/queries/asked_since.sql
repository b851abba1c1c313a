-- What was asked of each address since a moment: requests that reached a server, and bytes that came.
select
    pages.url,
    count(*) as requests,
    sum(pages.bytes)::bigint as bytes
from ops.capture_pages as pages
inner join ops.captures as captures on pages.capture_id = captures.capture_id
where
    captures.observed_at >= $since
    and captures.purpose <> 'backfill'
    and (
        pages.http_status is not null
        or captures.outcome in ('server_error', 'timeout', 'tls_error', 'truncated', 'protocol_error')
    )
group by pages.url
order by pages.url;
