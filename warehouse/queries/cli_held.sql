-- The rows of a source's newest reading that were not understood.
select * from held
where source_id = $source_id
order by part, position;
