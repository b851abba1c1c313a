-- Every change of a part.
select * from core.changes
where source_id = $source_id and part = $part
order by seen_at, change_id;
