-- How one part stands.
select * from ops.parts
where source_id = $source_id and part = $part;
