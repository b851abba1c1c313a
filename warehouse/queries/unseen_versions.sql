-- These versions stand, but the look at hand does not show them: the look before was the last that did.
with unseen as (
    select
        unnest($version_ids) as version_id,
        unnest($seen_ats)::timestamptz as seen_at,
        unnest($seen_capture_ids)::varchar as seen_capture_id
)

update core.versions as versions
set
    last_seen_at = least(unseen.seen_at, coalesce(versions.looked_on, unseen.seen_at)),
    last_capture_id = unseen.seen_capture_id
from unseen
where versions.version_id = unseen.version_id;
