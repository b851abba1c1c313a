-- The last attempts to fetch a source, newest first.
select * from captures
where source_id = $source_id
order by fetched_at desc, capture_id desc
limit 5;
