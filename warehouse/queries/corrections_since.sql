-- How many corrections were found at this moment or later.
select count(*) as corrections from core.corrections
where found_at >= $found_at;
