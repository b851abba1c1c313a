-- What some offers' pages say of one place, and of ships, aeroplanes and the like.
select * from coverage
where list_contains($offer_ids, offer_id) and (place = $place or starts_with(place, 'X-'))
order by offer_id, place;
