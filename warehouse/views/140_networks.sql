-- Networks that offers on sale name.
create view networks as
select
    networks.* exclude (more_days),
    floor(epoch(published.asked_at - networks.last_seen_at) / 86400)::integer as age_days,
    networks.last_seen_at + to_days(published.stale_after_days + networks.more_days) < published.asked_at as is_stale
from read_parquet('$published/networks.parquet') as networks
cross join published;
comment on view networks is 'Networks that offers on sale name';
