-- The offers of a part that stand, whole, in the order in which they were first met.
select
    offer_id,
    record
from core.versions
where source_id = $source_id and part = $part and observed_to is null and recorded_to is null
order by offer_id;
