-- The last changes of a watched source's text, newest first.
select * from changes
where source_id = $source_id and field = 'text'
order by seen_at desc, change_id desc
limit 5;
