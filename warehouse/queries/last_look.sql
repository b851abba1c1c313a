-- The last believed look at a watched part.
select * from ops.looks
where source_id = $source_id and part = $part and verdict = 'complete'
order by observed_at desc, recorded_at desc
limit 1;
