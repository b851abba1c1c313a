-- The validators of a part whose pages are read by another way from now on.
delete from ops.validators
where source_id = $source_id and part = $part;
