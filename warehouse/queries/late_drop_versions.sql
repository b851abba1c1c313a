-- The versions of a part, to be made again (after what hangs on them).
delete from core.offers
where source_id = $source_id and part = $part;
