-- What was kept of a part while it was watched, or filled in, and no parser has believed yet: the oldest first.
-- $fingerprint: what today's parser has refused, it refuses again.
select captures.capture_id
from ops.captures as captures
where
    captures.source_id = $source_id
    and captures.part = $part
    and captures.outcome in ('ok', 'unchanged')
    and (
        captures.purpose = 'backfill'
        or captures.capture_id in (select looks.capture_id from ops.looks as looks)
    )
    and captures.capture_id not in (
        select readings.capture_id from ops.readings as readings
        where readings.verdict <> 'refused' or readings.fingerprint = $fingerprint
    )
order by captures.observed_at, captures.capture_id;
