-- The confirmed changes of these offers by the carriers' own doing, oldest first.
select
    change_id,
    offer_id,
    field,
    coalesce(place, '') as place,
    old_value,
    new_value,
    seen_at,
    undoes,
    told_as
from core.changes
where offer_id in (select unnest($offer_ids)) and state = 'confirmed' and cause = 'page'
order by seen_at, change_id;
