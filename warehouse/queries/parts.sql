-- How every part stands.
select * from ops.parts
order by source_id, part;
