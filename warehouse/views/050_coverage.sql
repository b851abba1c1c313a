-- One row per offer on sale and place that it names.
create view coverage as
select
    places.* exclude (version_id, is_current, stale_from_at),
    floor(epoch(published.asked_at - places.last_seen_at) / 86400)::integer as age_days,
    places.stale_from_at < published.asked_at as is_stale
from place_versions as places
cross join published
where places.is_current;
comment on view coverage is 'One row per offer on sale and place that it names';
