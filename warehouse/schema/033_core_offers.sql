-- Versions with when each was last seen: for most, their part's last look says it.
create view core.offers as
select
    versions.* replace (
        -- That a file still says it is no new look: what is kept by hand is as old as the day on which somebody looked.
        coalesce(
            versions.last_seen_at,
            least(parts.last_observed_at, coalesce(versions.looked_on, parts.last_observed_at))
        ) as last_seen_at,
        coalesce(versions.last_capture_id, parts.last_capture_id) as last_capture_id
    )
from core.versions as versions
left join ops.parts as parts on versions.source_id = parts.source_id and versions.part = parts.part;
comment on view core.offers is 'core.versions with when each was last seen, also where only its part says it';
