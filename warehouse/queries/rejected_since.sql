-- How many readings of a part are rejected.
select count(*) as readings from ops.readings
where source_id = $source_id and part = $part and effect = 'rejected';
