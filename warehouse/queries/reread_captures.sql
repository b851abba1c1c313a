-- What was kept of a part, the oldest first. is_current: today's parser has read it; is_ruled: a person accepted it.
select
    captures.capture_id,
    captures.observed_at,
    exists(
        select 1 from ops.capture_pages as pages
        where
            pages.capture_id = captures.capture_id
            and pages.http_status is distinct from 304
            and pages.sha256 is not null
            and pages.url not like '%/robots.txt'
    ) as has_come,
    exists(
        select 1 from ops.readings as readings
        where
            readings.capture_id = captures.capture_id
            and readings.fingerprint = $fingerprint
            and readings.effect in ('baseline', 'taken', 'late', 'none', 'rejected')
    ) as is_current,
    exists(
        select 1
        from ops.readings as readings
        inner join ops.decisions as rulings on readings.reading_id = rulings.subject
        where readings.capture_id = captures.capture_id and rulings.what = 'accept' and rulings.undone_at is null
    ) as is_ruled
from ops.captures as captures
where
    captures.source_id = $source_id
    and captures.part = $part
    and captures.outcome in ('ok', 'unchanged')
order by captures.observed_at asc, captures.capture_id asc;
