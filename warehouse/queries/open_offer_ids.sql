-- The offers of a part that stand.
select offer_id from core.versions
where source_id = $source_id and part = $part and observed_to is null and recorded_to is null;
