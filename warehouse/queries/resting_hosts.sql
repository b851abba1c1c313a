-- Hosts that asked us to wait, and until when, as each last said.
with asked as (
    select
        lower(regexp_extract(coalesce(pages.final_url, pages.url), '^https?://([^/:?#]+)', 1)) as host,
        captures.observed_at,
        pages.until_at
    from ops.capture_pages as pages
    inner join ops.captures as captures on pages.capture_id = captures.capture_id
    where pages.http_status in (429, 503) and pages.until_at is not null
    union all
    select
        subject as host,
        decided_at as observed_at,
        value::timestamptz as until_at
    from ops.decisions
    where what = 'wait'
)

select
    host,
    max_by(until_at, observed_at) as until_at
from asked
group by host
having max_by(until_at, observed_at) > $asked_at
order by host;
