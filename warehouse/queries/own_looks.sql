-- A believed look at a part that was not filled in from the past, if there is one.
select 1 as found
from ops.readings as readings
inner join ops.captures as captures on readings.capture_id = captures.capture_id
where
    readings.source_id = $source_id
    and readings.part = $part
    and readings.effect in ('baseline', 'taken')
    and captures.purpose <> 'backfill'
order by readings.reading_id
limit 1;
