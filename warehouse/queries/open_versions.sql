-- The versions of a part that stand.
select
    offer_id,
    version_id,
    key,
    row_hash,
    observed_from,
    last_seen_at,
    last_capture_id
from core.versions
where source_id = $source_id and part = $part and observed_to is null and recorded_to is null;
