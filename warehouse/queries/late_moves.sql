-- Moves by their ids.
select * from core.moves
where move_id in (select unnest($move_ids));
