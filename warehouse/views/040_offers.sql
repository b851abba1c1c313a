-- One row per offer on sale now.
create view offers as
select
    versions.* exclude (
        version_id, observed_from, observed_to, recorded_from, closed_recorded_at, recorded_to, from_capture_id,
        to_capture_id, cause, row_hash, is_current, more_days
    ) replace (
        round(versions.price * fx.in_usd, 4)::decimal(18, 4) as price_usd,
        round(versions.price * fx.in_eur, 4)::decimal(18, 4) as price_eur,
        fx.fx_on as fx_on,
        lowest.lowest_price_30d as lowest_price_30d,
        floor(epoch(published.asked_at - versions.last_seen_at) / 86400)::integer as age_days,
        versions.last_seen_at + to_days(published.stale_after_days + versions.more_days)
        < published.asked_at as is_stale
    )
from read_parquet('$published/offer_versions.parquet') as versions
cross join published
left join
    fx_on((select (asked.asked_at at time zone 'UTC')::date from published as asked)) as fx
    on versions.currency = fx.currency
left join lowest_prices((select asked.asked_at from published as asked)) as lowest
    on versions.offer_id = lowest.offer_id and versions.currency is not distinct from lowest.currency
where versions.is_current;
comment on view offers is 'One row per offer on sale now';
