-- Until when a host last asked us to wait, and how often it did since a moment; one row, also where it never did.
select
    max_by(value::timestamptz, decided_at) as until_at,
    count(*) filter (where decided_at >= $since) as waits
from ops.decisions
where what = 'wait' and subject = $host;
