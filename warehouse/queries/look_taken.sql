-- The text of a part was looked at and believed.
update ops.parts
set
    last_capture_id = $capture_id,
    last_observed_at = $seen_at,
    last_full_at = $seen_at,
    last_changed_at = case when $has_changed then $seen_at else last_changed_at end,
    confirm_at = $confirm_at,
    held_reason = null,
    held_since_at = null
where source_id = $source_id and part = $part;
