-- How each source stands.
create view sources as
select
    sources.* exclude (ages_from_at) replace (
        floor(epoch(published.asked_at - sources.last_read_at) / 86400)::integer as age_days,
        coalesce(sources.ages_from_at + to_days(published.stale_after_days) < published.asked_at, true) as is_stale
    )
from read_parquet('$published/sources.parquet') as sources
cross join published;
comment on view sources is 'How each source stands';
