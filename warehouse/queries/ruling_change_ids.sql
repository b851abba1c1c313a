-- Every change's id, the newest first.
select change_id from core.changes
order by seen_at desc, change_id asc;
