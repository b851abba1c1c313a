-- What is known at a first mail: offers on sale, places named, and the facts that no offer of a source has.
with open_offers as (
    select *
    from core.offers
    where recorded_to is null and observed_to is null
),

priced as (
    select distinct version_id
    from core.offer_prices
)

select
    offers.source_id,
    count(*) as offers,
    count(distinct offers.offer_id) as distinct_offers,
    bool_or(priced.version_id is not null or offers.price_state <> 'stated') as has_price,
    bool_or(offers.data_bytes is not null or offers.is_unlimited or offers.service in ('voice', 'sms', 'mms'))
        as has_data,
    bool_or(offers.validity_days is not null or offers.kind in ('rate', 'included', 'day_pass')) as has_validity,
    bool_or(offers.places_basis is not null or offers.claimed_places is not null) as has_places,
    bool_or(offers.after_cap is not null or offers.kind = 'rate') as has_after_cap,
    bool_or(offers.tax_basis is not null) as has_tax_basis,
    (
        select count(distinct places.place)
        from core.offer_places as places
        inner join open_offers as all_open on places.version_id = all_open.version_id
        where places.status <> 'no'
    ) as places
from open_offers as offers
left join priced on offers.version_id = priced.version_id
group by offers.source_id
order by offers.source_id;
