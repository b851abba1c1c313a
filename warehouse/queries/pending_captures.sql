-- The newest capture of each part whose page came and was never read: a run was killed between the two.
with newest as (
    select
        capture_id,
        source_id,
        part,
        purpose,
        outcome
    from ops.captures
    where purpose <> 'backfill'
    qualify row_number() over (partition by source_id, part order by observed_at desc, capture_id desc) = 1
)

select
    newest.capture_id,
    newest.source_id,
    newest.part,
    newest.purpose
from newest
where
    newest.outcome in ('ok', 'unchanged')
    and newest.capture_id not in (select readings.capture_id from ops.readings as readings)
    and newest.capture_id not in (select looks.capture_id from ops.looks as looks)
    and newest.capture_id in (
        select pages.capture_id from ops.capture_pages as pages
        where pages.http_status is distinct from 304 and pages.sha256 is not null and pages.url not like '%/robots.txt'
    )
order by newest.source_id, newest.part;
