-- The places that each of $offer_ids names as covered, now or when it was last on sale.
with newest as (
    select
        offer_id,
        max_by(version_id, observed_from) as version_id
    from core.offers
    where recorded_to is null and list_contains($offer_ids, offer_id)
    group by offer_id
)

select
    newest.offer_id,
    places.place
from newest
inner join core.offer_places as places on newest.version_id = places.version_id
where places.status <> 'no'
order by newest.offer_id, places.place;
