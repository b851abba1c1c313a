-- Every believed look at a part: readings that were taken, and "not modified" answers that stand for one.
select
    readings.source_id,
    readings.part,
    readings.observed_at as seen_at,
    readings.recorded_at,
    readings.capture_id
from ops.readings as readings
where readings.effect in ('baseline', 'taken')
union all
select
    captures.source_id,
    captures.part,
    captures.observed_at as seen_at,
    captures.observed_at as recorded_at,
    captures.capture_id
from ops.captures as captures
left join ops.readings as readings on captures.capture_id = readings.capture_id
where captures.outcome = 'unchanged' and captures.same_as is not null and readings.capture_id is null
order by source_id, part, seen_at, capture_id;
