-- These versions never stood so: another reading of the same capture says otherwise.
with taken_back as (
    select
        unnest($version_ids) as version_id,
        unnest($recorded_ats) as recorded_at,
        unnest($seen_ats)::timestamptz as seen_at,
        unnest($seen_capture_ids)::varchar as seen_capture_id
)

update core.versions as versions
set
    recorded_to = taken_back.recorded_at,
    last_seen_at = coalesce(
        versions.last_seen_at, least(taken_back.seen_at, coalesce(versions.looked_on, taken_back.seen_at))
    ),
    last_capture_id = coalesce(versions.last_capture_id, taken_back.seen_capture_id)
from taken_back
where versions.version_id = taken_back.version_id;
