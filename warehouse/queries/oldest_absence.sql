-- Since when any offer of a part is missing.
select min(since_at) as since_at from core.absences
where source_id = $source_id and part = $part;
