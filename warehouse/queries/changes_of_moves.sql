-- All changes of these moves.
select * from core.changes
where move_id in (select unnest($move_ids))
order by move_id, offer_id, field, place, change_id;
