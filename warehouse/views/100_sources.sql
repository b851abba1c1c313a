-- How each source stands.
create view sources as
select
    sources.* exclude (stale_from_at),
    floor(epoch(published.asked_at - sources.last_read_at) / 86400)::integer as age_days,
    coalesce(sources.stale_from_at < published.asked_at, true) as is_stale
from read_parquet('$published/sources.parquet') as sources
cross join published;
comment on view sources is 'How each source stands';
