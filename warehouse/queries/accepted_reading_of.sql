-- The last reading of a capture that was believed, as known at a moment (rows recorded later count only if none was).
with accepts as (
    select
        subject,
        max(decided_at) as accepted_at
    from ops.decisions
    where what = 'accept' and undone_at is null
    group by subject
)

select
    readings.*,
    accepts.accepted_at
from ops.readings as readings
left join accepts on readings.reading_id = accepts.subject
where readings.capture_id = $capture_id and readings.effect in ('baseline', 'taken')
order by readings.recorded_at <= $seen_at desc, readings.recorded_at desc, readings.reading_id desc
limit 1;
