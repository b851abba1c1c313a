-- offers_as_of(t): offers as they stood at a moment, as we know it today; ages, rates and lowest prices of then.
create macro offers_as_of(t) as table
    with seen as (
        select
            source_id,
            part,
            max(seen_at) as seen_at
        from looks
        where seen_at <= t
        group by source_id, part
    )

    select
        versions.* exclude (
            observed_from, observed_to, recorded_from, closed_recorded_at, recorded_to, from_capture_id, to_capture_id,
            cause, row_hash, is_current, more_days
        ) replace (
            round(versions.price * fx.in_usd, 4)::decimal(18, 4) as price_usd,
            round(versions.price * fx.in_eur, 4)::decimal(18, 4) as price_eur,
            fx.fx_on as fx_on,
            lowest.lowest_price_30d as lowest_price_30d,
            least(versions.last_seen_at, seen.seen_at) as last_seen_at,
            floor(epoch(t - least(versions.last_seen_at, seen.seen_at)) / 86400)::integer as age_days,
            least(versions.last_seen_at, seen.seen_at) + to_days(published.stale_after_days + versions.more_days)
            < t as is_stale,
            versions.from_capture_id as capture_id
        )
    from read_parquet('$published/offer_versions.parquet') as versions
    cross join published
    left join seen on versions.source_id = seen.source_id and versions.part = seen.part
    left join fx_on((t at time zone 'UTC')::date) as fx on versions.currency = fx.currency
    left join lowest_prices(t) as lowest
        on versions.offer_id = lowest.offer_id and versions.currency is not distinct from lowest.currency
    where
        versions.recorded_to is null
        and versions.observed_from <= t
        and (versions.observed_to is null or versions.observed_to > t);
