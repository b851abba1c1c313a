-- Every version of a part, also what was taken back.
select * from core.offers
where source_id = $source_id and part = $part;
