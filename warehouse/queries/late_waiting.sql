-- Parts with believed readings that were filled in, or read late, and wait for their place in history.
select distinct
    readings.source_id,
    readings.part
from ops.readings as readings
inner join ops.captures as captures on readings.capture_id = captures.capture_id
where
    readings.effect = 'late'
    and (
        captures.purpose = 'backfill'
        or readings.capture_id in (select looks.capture_id from ops.looks as looks)
    )
order by readings.source_id, readings.part;
