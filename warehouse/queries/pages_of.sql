-- The addresses of these captures, in their order.
select * from ops.capture_pages
where capture_id in (select unnest($capture_ids))
order by capture_id, position;
