-- The latest moment that any entry speaks of.
select max(moment) as newest_at
from (
    select max(observed_at) as moment from ops.captures
    union all
    select max(recorded_at) as moment from ops.readings
    union all
    select max(started_at) as moment from ops.runs
) as moments;
