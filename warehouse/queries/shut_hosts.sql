-- Hosts that refused every page that we asked for in each of the last two runs that they answered, and their sources;
-- until a person rules "resume".
with answered as (
    select
        captures.source_id,
        captures.run_id,
        captures.observed_at,
        captures.outcome = 'blocked' as is_blocked,
        lower(regexp_extract(max_by(pages.url, pages.position), '^https?://([^/:?#]+)', 1)) as host
    from ops.captures as captures
    inner join ops.capture_pages as pages on captures.capture_id = pages.capture_id
    where
        captures.purpose <> 'backfill'
        and captures.run_id is not null
        and pages.http_status is not null
        and pages.url not like '%/robots.txt'
        and captures.outcome <> 'robots'
    group by captures.capture_id, captures.source_id, captures.run_id, captures.observed_at, captures.outcome
),

runs as (
    select
        host,
        run_id,
        max(observed_at) as asked_at,
        bool_and(is_blocked) as is_blocked,
        row_number() over (partition by host order by max(observed_at) desc, run_id desc) as place
    from answered
    group by host, run_id
),

resumed as (
    select
        subject as host,
        max(decided_at) as decided_at
    from ops.decisions
    where what = 'resume'
    group by subject
),

shut as (
    select
        runs.host,
        max(runs.asked_at) as since_at
    from runs
    left join resumed on runs.host = resumed.host
    where runs.place <= 2 and (resumed.decided_at is null or runs.asked_at > resumed.decided_at)
    group by runs.host
    having count(*) = 2 and bool_and(runs.is_blocked)
)

select distinct
    shut.host,
    shut.since_at,
    answered.source_id
from shut
inner join answered on shut.host = answered.host
order by shut.host, answered.source_id;
