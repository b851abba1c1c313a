-- One row per offer on sale now.
create view offers as
select
    versions.* exclude (
        version_id, observed_from, observed_to, from_capture_id, to_capture_id, cause, is_current, stale_from_at
    ),
    floor(epoch(published.asked_at - versions.last_seen_at) / 86400)::integer as age_days,
    versions.stale_from_at < published.asked_at as is_stale
from offer_versions as versions
cross join published
where versions.is_current;
comment on view offers is 'One row per offer on sale now';
