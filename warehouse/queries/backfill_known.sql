-- Which pages of a part are kept: address, second, content.
select
    pages.url,
    date_trunc('second', captures.observed_at) as observed_at,
    pages.sha256
from ops.capture_pages as pages
inner join ops.captures as captures on pages.capture_id = captures.capture_id
where captures.source_id = $source_id and captures.part = $part and pages.sha256 is not null;
