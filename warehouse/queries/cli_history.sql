-- Every price of an offer, oldest first; places that moved together are counted in one row.
select
    from_at,
    to_at,
    price,
    list_price,
    currency,
    data_gb,
    days,
    case when count(place) = 1 then any_value(place) end as place,
    count(place) as place_count,
    from_capture_id,
    to_capture_id
from price_history
where offer_id = $offer_id
group by all
order by from_at, price;
