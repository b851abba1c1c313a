-- One row per offer on sale and place that it names, made comparable: what a gigabyte and a day cost, and the rank.
create view prices as
with placed as (
    select
        offers.*,
        coverage.place,
        coverage.place_name,
        coverage.region,
        coverage.zone,
        coverage.status,
        coverage.note,
        bought_gb(offers.price_unit) as unit_gb,
        bought_days(offers.price_unit, offers.validity_days) as unit_days
    from offers
    inner join coverage on offers.offer_id = coverage.offer_id
),

sized as (
    select
        *,
        case when unit_gb is null then total_gb(data_gb, data_period, unit_days) end as gb_total,
        unit_gb is null
        and price_usd is not null
        and price_state in ('stated', 'free')
        and service in ('data', 'bundle')
        and status in ('yes', 'conditional') as is_comparable
    from placed
),

classed as (
    select
        *,
        case when unit_gb is null then size_class(gb_total, is_unlimited) end as size_class,
        case when unit_gb is null then days_class(unit_days) end as days_class
    from sized
),

marked as (
    select
        *,
        coalesce(is_comparable and not is_stale and size_class is not null and days_class is not null, false)
            as is_ranked
    from classed
)

select
    marked.* exclude (
        marked.unit_gb,
        marked.unit_days,
        gb_total,
        marked.is_comparable,
        marked.size_class,
        marked.days_class,
        marked.is_ranked
    ),
    round(marked.gb_total, 6) as gb_total,
    round(marked.price_usd / nullif(coalesce(marked.unit_gb, marked.gb_total), 0), 4)::decimal(18, 4)
        as price_per_gb_usd,
    round(marked.price_usd / nullif(marked.unit_days, 0), 4)::decimal(18, 4) as price_per_day_usd,
    marked.size_class,
    marked.days_class,
    case when marked.is_ranked then rank() over in_class end as rank_in_class,
    count(*) filter (where marked.is_ranked) over whole_class as ranked_in_class,
    count(*) filter (where marked.is_comparable and marked.is_stale) over whole_class as stale_in_class
from marked
window
    in_class as (
        partition by marked.place, marked.size_class, marked.days_class, marked.is_ranked order by marked.price_usd
    ),
    whole_class as (partition by marked.place, marked.size_class, marked.days_class);
comment on view prices
is 'One row per offer on sale and place that it names, made comparable: what a gigabyte and a day cost, and the rank '
'among the offers of one size and length there. Stale offers are not ranked; stale_in_class counts them';
