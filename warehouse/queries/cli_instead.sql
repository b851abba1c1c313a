-- What else the ledger has for one place: travel-eSIM sellers (all, and those with a fresh price there), local offers.
with sellers as (
    select count(distinct carrier_id) as esim_sellers from offers
    where carrier_type = 'esim_seller'
),

sellers_here as (
    select count(distinct carrier_id) as esim_sellers_here from prices
    where carrier_type = 'esim_seller' and place = $place and status in ('yes', 'conditional') and not is_stale
),

local_offers as (
    select count(*) as local_offers from offers
    where home_country = $place and segment = 'prepaid' and not is_stale
)

select
    sellers.esim_sellers,
    sellers_here.esim_sellers_here,
    local_offers.local_offers
from sellers, sellers_here, local_offers;
