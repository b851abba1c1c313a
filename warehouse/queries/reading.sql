-- One reading.
select * from ops.readings
where reading_id = $reading_id;
