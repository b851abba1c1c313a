-- The versions of a part, to be made again (after what hangs on them).
delete from core.versions
where source_id = $source_id and part = $part;
