-- Networks that offers on sale name.
create view networks as
select
    networks.* exclude (stale_from_at),
    floor(epoch(published.asked_at - networks.last_seen_at) / 86400)::integer as age_days,
    networks.stale_from_at < published.asked_at as is_stale
from read_parquet('$published/networks.parquet') as networks
cross join published;
comment on view networks is 'Networks that offers on sale name';
