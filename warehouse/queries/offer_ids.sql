-- Every offer id that a source ever had.
select distinct offer_id from core.offer_keys
where source_id = $source_id;
