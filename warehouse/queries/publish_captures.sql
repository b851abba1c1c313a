-- Attempts to fetch.
with pages as (
    select
        capture_id,
        min_by(url, position) as url,
        min_by(http_status, position) as http_status,
        min_by(sha256, position) as sha256,
        sum(bytes)::bigint as bytes
    from ops.capture_pages
    group by capture_id
)

select
    captures.capture_id,
    captures.source_id,
    captures.part,
    captures.observed_at as fetched_at,
    captures.outcome,
    captures.detail,
    pages.http_status,
    pages.bytes,
    pages.sha256,
    pages.url,
    captures.vantage,
    captures.purpose,
    captures.purpose = 'backfill' as is_backfill,
    captures.same_as,
    captures.run_id
from ops.captures as captures
left join pages on captures.capture_id = pages.capture_id
order by fetched_at, captures.capture_id;
