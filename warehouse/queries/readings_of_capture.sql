-- The readings of a capture, the newest first.
select * from ops.readings
where capture_id = $capture_id
order by recorded_at desc, reading_id asc;
