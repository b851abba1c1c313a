-- A person ruled that this was no change.
update core.changes set state = 'retracted'
where change_id = $change_id;
