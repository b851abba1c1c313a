-- What people withdrew from a part, and did not take back.
select
    subject as offer_id,
    decision_id,
    decided_at
from ops.decisions
where
    what = 'withdraw'
    and undone_at is null
    and split_part(subject, '/', 1) = $source_id
    and value = $part
order by decided_at, decision_id;
