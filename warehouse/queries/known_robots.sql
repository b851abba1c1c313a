-- The newest robots.txt of each host that could be read, not older than a moment.
select
    pages.url,
    max_by(pages.http_status, captures.observed_at) as http_status,
    max_by(pages.sha256, captures.observed_at) as sha256,
    max_by(pages.until_at, captures.observed_at) as until_at,
    max(captures.observed_at) as observed_at
from ops.capture_pages as pages
inner join ops.captures as captures on pages.capture_id = captures.capture_id
where
    pages.url like '%/robots.txt'
    and pages.until_at is not null
    and pages.http_status not in (429, 503)
    and captures.observed_at >= $since
group by pages.url
order by pages.url;
