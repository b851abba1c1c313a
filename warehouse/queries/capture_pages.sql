-- The pages of one capture, in order.
select * from ops.capture_pages
where capture_id = $capture_id
order by position;
