-- It was a change after all.
update core.changes
set state = case when confirmed_at is not null then 'confirmed' when undone_at is not null then 'undone' else 'seen' end
where change_id = $change_id and state = 'retracted';
