-- The dated rules of one place.
select * from rules
where place = $place
order by topic, rule_id;
