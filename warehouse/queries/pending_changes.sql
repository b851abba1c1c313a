-- Changes of a part's facts that wait to be confirmed.
select * from core.changes
where source_id = $source_id and part = $part and state = 'seen' and cause = 'page' and field <> 'text'
order by seen_at, change_id;
