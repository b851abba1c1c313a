-- A change of text that is said anew.
delete from core.changes
where change_id = $change_id;
