-- Every offer of a part was seen again.
update core.offers
set last_seen_at = least($seen_at, coalesce(looked_on, $seen_at)), last_capture_id = $capture_id
where source_id = $source_id and part = $part and observed_to is null and recorded_to is null;
