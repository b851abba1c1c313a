-- A "not modified" for a watched part: its text is that of the last look.
update ops.parts
set last_capture_id = $capture_id, last_observed_at = $seen_at, held_reason = null, held_since_at = null
where source_id = $source_id and part = $part and last_reading_id is null and last_capture_id = $same_as;
