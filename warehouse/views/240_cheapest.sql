-- cheapest(place, gb, days): what one offer alone would cost, cheapest first; stale offers are only counted.
create macro cheapest(place, gb, days) as table
    with asked as (
        select
            place as wanted_place,
            gb::double as wanted_gb,
            days::integer as wanted_days
    ),

    here as (
        select
            prices.*,
            asked.wanted_gb,
            asked.wanted_days,
            bought_gb(prices.price_unit) as unit_gb,
            bought_days(prices.price_unit, prices.validity_days) as unit_days
        from prices, asked
        where
            prices.place = asked.wanted_place
            and prices.status in ('yes', 'conditional')
            and prices.service in ('data', 'bundle')
            and prices.kind <> 'plan'
            and prices.price_usd is not null
            and prices.price_state in ('stated', 'free')
    ),

    counted as (
        select
            *,
            case
                when unit_gb is not null then ceil(wanted_gb / unit_gb)
                when unit_days is null or not (coalesce(is_unlimited, false) or coalesce(gb_total > 0, false)) then null
                when is_unlimited then ceil(wanted_days / unit_days)
                when data_period = 'day' and data_gb * wanted_days * 1.0738 < wanted_gb then null
                when data_period = 'day' then ceil(wanted_days / unit_days)
                else greatest(ceil(wanted_days / unit_days), ceil(wanted_gb / (gb_total * 1.0738)))
            end as units
        from here
    ),

    left_out as (
        select count(*) as stale_left_out
        from counted
        where is_stale and units is not null
    )

    select
        counted.offer_id,
        counted.carrier,
        counted.offer_name,
        counted.kind,
        counted.usage,
        counted.eligibility as condition,
        counted.units::integer as units,
        counted.price,
        counted.currency,
        counted.price_unit,
        round(counted.units * counted.price_usd, 2)::decimal(18, 2) as total_usd,
        counted.fx_on,
        counted.last_seen_at,
        counted.age_days,
        counted.confidence,
        counted.url,
        left_out.stale_left_out
    from left_out
    left join counted on not counted.is_stale and counted.units is not null
    where counted.offer_id is not null or left_out.stale_left_out > 0
    order by total_usd, counted.offer_id;
