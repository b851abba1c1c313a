-- What each offer's page says of some places.
select
    offer_id,
    place,
    status
from coverage
where list_contains($places, place)
order by offer_id, place, status;
