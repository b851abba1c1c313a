-- The change of a watched part's text that waits to be confirmed.
select * from core.changes
where source_id = $source_id and part = $part and state = 'seen' and field = 'text'
order by seen_at, change_id;
