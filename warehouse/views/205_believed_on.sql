-- believed_on(t): offers that our ledger held to be on sale, as it stood then: before late pages and corrections.
create macro believed_on(t) as table
    with seen as (
        select
            source_id,
            part,
            max(seen_at) as seen_at
        from looks
        where recorded_at <= t and seen_at <= t
        group by source_id, part
    )

    select
        versions.* exclude (
            observed_to,
            closed_recorded_at,
            to_capture_id,
            cause,
            row_hash,
            is_current,
            more_days,
            price_usd,
            price_eur,
            fx_on,
            lowest_price_30d, confidence
        ) replace (
            least(versions.last_seen_at, seen.seen_at) as last_seen_at,
            floor(epoch(t - least(versions.last_seen_at, seen.seen_at)) / 86400)::integer as age_days,
            least(versions.last_seen_at, seen.seen_at) + to_days(published.stale_after_days + versions.more_days)
            < t as is_stale,
            versions.from_capture_id as capture_id
        )
    from read_parquet('$published/offer_versions.parquet') as versions
    cross join published
    left join seen on versions.source_id = seen.source_id and versions.part = seen.part
    where
        versions.recorded_from <= t
        and (versions.recorded_to is null or versions.recorded_to > t)
        and (versions.closed_recorded_at is null or versions.closed_recorded_at > t);
