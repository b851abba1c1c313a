-- One capture.
select * from ops.captures
where capture_id = $capture_id;
