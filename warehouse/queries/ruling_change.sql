-- One change.
select * from core.changes
where change_id = $change_id;
