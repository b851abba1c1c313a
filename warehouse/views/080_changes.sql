-- One field of one offer that differs between two captures.
create view changes as
select
    changes.* exclude (more_days),
    floor(epoch(published.asked_at - changes.last_seen_at) / 86400)::integer as age_days,
    coalesce(
        changes.last_seen_at + to_days(published.stale_after_days + changes.more_days) < published.asked_at, true
    ) as is_stale
from read_parquet('$published/changes.parquet') as changes
cross join published;
comment on view changes
is 'One field of one offer that differs between two captures. is_stale: its part has not been read for too long since';
