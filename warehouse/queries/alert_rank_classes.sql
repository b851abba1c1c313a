-- Packs on sale where source $own sells too: what each costs, with the rate of $on_day, by place, size and length.
with rates as (
    select
        currency,
        max_by(per_eur, rate_on) as per_eur
    from ref.fx_rates
    where rate_on <= $on_day
    group by currency
    union all
    select
        'EUR' as currency,
        1 as per_eur
),

known as (
    select * from rates
    union all
    select
        pegs.currency,
        rates.per_eur * pegs.per_anchor as per_eur
    from ref.currency_pegs as pegs
    inner join rates on pegs.anchor = rates.currency
    where (pegs.from_on is null or pegs.from_on <= $on_day) and (pegs.to_on is null or pegs.to_on >= $on_day)
),

packs as (
    select
        offers.source_id,
        offers.offer_id,
        places.place,
        case
            when offers.is_unlimited then 'unlimited'
            when offers.data_bytes >= 20e9 then '20 GB'
            when offers.data_bytes >= 10e9 then '10 GB'
            when offers.data_bytes >= 5e9 then '5 GB'
            when offers.data_bytes >= 3e9 then '3 GB'
            when offers.data_bytes >= 1e9 then '1 GB'
        end as size,
        case
            when offers.validity_days >= 30 then 30
            when offers.validity_days >= 15 then 15
            when offers.validity_days >= 7 then 7
            when offers.validity_days >= 1 then 1
        end as days,
        coalesce(
            max(prices.amount) filter (where prices.role = 'promo'),
            max(prices.amount) filter (where prices.role = 'base')
        ) as amount,
        max(known.per_eur) as per_eur
    from core.offers as offers
    inner join core.offer_places as places on offers.version_id = places.version_id and places.status <> 'no'
    inner join core.offer_prices as prices on offers.version_id = prices.version_id and prices.label is null
    inner join known on prices.currency = known.currency
    where
        offers.recorded_to is null
        and offers.observed_to is null
        and offers.kind = 'pack'
        and offers.service in ('data', 'bundle')
    group by all
),

ours as (
    select distinct
        place,
        size,
        days
    from packs
    where source_id = $own
)

select
    packs.source_id,
    packs.offer_id,
    packs.place,
    packs.size,
    packs.days,
    packs.amount,
    packs.per_eur
from packs
inner join ours on packs.place = ours.place and packs.size = ours.size and packs.days = ours.days
where packs.amount is not null
order by packs.place, packs.size, packs.days, packs.offer_id;
