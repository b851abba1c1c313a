-- Prices over time: versions with one price after the other are one row, for each place that they name.
with priced as (
    select
        versions.offer_id,
        versions.version_id,
        versions.observed_from,
        versions.observed_to,
        versions.from_capture_id,
        versions.to_capture_id,
        versions.last_seen_at,
        versions.more_days,
        round(versions.data_bytes / if(versions.data_basis = 'decimal', 1000000000, 1073741824), 6) as data_gb,
        max(prices.amount) filter (where prices.role = 'promo') as promo,
        max(prices.amount) filter (where prices.role = 'base') as base,
        max(prices.amount) filter (where prices.role = 'first_line') as first_line,
        max(prices.amount) filter (where prices.role = 'list') as list_price,
        max(prices.currency) as currency
    from core.seen_versions as versions
    left join core.offer_prices as prices
        on versions.version_id = prices.version_id and prices.label is null
    where versions.recorded_to is null
    group by all
),

places as (
    select distinct
        version_id,
        place
    from core.offer_places
),

placed as (
    select
        priced.offer_id,
        places.place,
        coalesce(priced.promo, priced.base, priced.first_line) as price,
        coalesce(priced.list_price, case when priced.promo is not null then priced.base end) as list_price,
        priced.currency,
        priced.data_gb,
        priced.observed_from,
        priced.observed_to,
        priced.from_capture_id,
        priced.to_capture_id,
        priced.last_seen_at,
        priced.more_days
    from priced
    left join places
        on priced.version_id = places.version_id
),

marked as (
    select
        *,
        coalesce(
            lag(struct_pack(
                price := price, list_price := list_price, currency := currency, data_gb := data_gb, ended := observed_to
            )) over in_time
            is distinct from struct_pack(
                price := price,
                list_price := list_price,
                currency := currency,
                data_gb := data_gb,
                ended := observed_from
            ),
            true
        ) as is_new
    from placed
    window in_time as (partition by offer_id, place order by observed_from)
),

numbered as (
    select
        *,
        sum(is_new::integer) over (partition by offer_id, place order by observed_from) as run
    from marked
)

select
    offer_id,
    place,
    any_value(price) as price,
    any_value(list_price) as list_price,
    any_value(currency) as currency,
    any_value(data_gb) as data_gb,
    min(observed_from) as from_at,
    case when bool_and(observed_to is not null) then max(observed_to) end as to_at,
    arg_min(from_capture_id, observed_from) as from_capture_id,
    case when bool_and(observed_to is not null) then arg_max(to_capture_id, observed_from) end as to_capture_id,
    max(last_seen_at) as last_seen_at,
    any_value(more_days) as more_days
from numbered
group by offer_id, place, run
order by offer_id, place, from_at;
