-- The readings of a reread are what history is told from.
update ops.readings
set effect = case when verdict = 'refused' then 'none' else 'taken' end
where source_id = $source_id and part = $part and reread_id = $reread_id;
