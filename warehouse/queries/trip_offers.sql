-- Offers that list one of these places or are sold there, and those asked for with their carriers' rates for calls.
with listed as (
    select distinct offer_id from coverage
    where list_contains($places, place) and status in ('yes', 'conditional')
),

carriers as (
    select distinct carrier_id from offers
    where list_contains($offer_ids, offer_id)
)

select offers.*
from offers
left join listed on offers.offer_id = listed.offer_id
left join carriers on offers.carrier_id = carriers.carrier_id
where
    list_contains($offer_ids, offers.offer_id)
    or (offers.service = 'voice' and carriers.carrier_id is not null)
    or (offers.carrier_type = 'esim_seller' and listed.offer_id is not null)
    or (offers.usage = 'home' and list_contains($places, offers.home_country))
order by offers.offer_id;
