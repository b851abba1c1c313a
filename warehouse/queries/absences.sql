-- Offers that the last complete readings of a part did not show.
select * from core.absences
where source_id = $source_id and part = $part
order by offer_id;
