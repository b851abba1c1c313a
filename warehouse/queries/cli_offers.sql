-- What is on sale: of one carrier, at one place, of one kind, if given.
with here as (
    select offer_id from coverage
    where place = $place and status in ('yes', 'conditional')
)

select * from offers
where
    ($carrier_id::varchar is null or carrier_id = $carrier_id)
    and ($kind::varchar is null or kind = $kind)
    and ($place::varchar is null or offer_id in (select here.offer_id from here))
order by carrier, offer_name, offer_id;
