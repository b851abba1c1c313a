-- How each source stands.
create view sources as
select
    sources.*,
    floor(epoch(published.asked_at - sources.last_read_at) / 86400)::integer as age_days,
    coalesce(sources.last_read_at < published.asked_at - to_days(published.stale_after_days), true) as is_stale
from read_parquet('$published/sources.parquet') as sources
cross join published;
comment on view sources is 'How each source stands';
