-- One row per offer on sale and place that it names.
create view coverage as
select
    places.* exclude (version_id, is_current, more_days),
    floor(epoch(published.asked_at - places.last_seen_at) / 86400)::integer as age_days,
    places.last_seen_at + to_days(published.stale_after_days + places.more_days) < published.asked_at as is_stale
from place_versions as places
cross join published
where places.is_current;
comment on view coverage is 'One row per offer on sale and place that it names';
