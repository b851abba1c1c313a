-- Filled-in captures that no parser has read, the oldest first.
select
    captures.capture_id,
    captures.source_id,
    captures.part
from ops.captures as captures
where
    captures.purpose = 'backfill'
    and captures.outcome = 'ok'
    and not exists (
        select 1 from ops.readings as readings
        where readings.capture_id = captures.capture_id
    )
order by captures.source_id, captures.part, captures.observed_at, captures.capture_id;
