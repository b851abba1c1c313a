-- These moves are said anew.
delete from core.moves
where move_id in (select unnest($move_ids));
