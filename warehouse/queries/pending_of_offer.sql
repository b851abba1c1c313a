-- Changes of an offer that wait to be confirmed.
select
    change_id,
    move_id
from core.changes
where offer_id = $offer_id and state = 'seen' and cause = 'page' and field <> 'text'
order by change_id;
