-- These versions ended; what their part said of when they were seen is written down.
with ended as (
    select
        unnest($version_ids) as version_id,
        unnest($observed_tos) as observed_to,
        unnest($capture_ids)::varchar as capture_id,
        unnest($recorded_ats) as recorded_at,
        unnest($seen_ats)::timestamptz as seen_at,
        unnest($seen_capture_ids)::varchar as seen_capture_id
)

update core.versions as versions
set
    observed_to = ended.observed_to,
    to_capture_id = ended.capture_id,
    closed_recorded_at = ended.recorded_at,
    last_seen_at = coalesce(versions.last_seen_at, least(ended.seen_at, coalesce(versions.looked_on, ended.seen_at))),
    last_capture_id = coalesce(versions.last_capture_id, ended.seen_capture_id)
from ended
where versions.version_id = ended.version_id;
