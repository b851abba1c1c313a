-- The absences of a part, to be found again.
delete from core.absences
where source_id = $source_id and part = $part;
