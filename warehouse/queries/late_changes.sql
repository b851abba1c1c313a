-- Every change of a part's facts.
select * from core.changes
where source_id = $source_id and part = $part and field <> 'text'
order by seen_at, change_id;
