-- The networks that some offers name in one place.
select distinct
    network,
    generations,
    is_preferred
from networks
where place = $place and list_contains($offer_ids, offer_id)
order by network;
