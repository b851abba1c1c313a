-- The changes of a part's facts, to be found again.
delete from core.changes
where source_id = $source_id and part = $part and field <> 'text';
