-- A part was read and believed.
update ops.parts
set
    last_capture_id = $capture_id,
    last_reading_id = $reading_id,
    last_observed_at = $seen_at,
    last_verdict = $verdict,
    last_fingerprint = $fingerprint,
    rows_sha256 = $rows_sha256,
    row_count = $row_count,
    held_rows = $held,
    last_full_at = case when $brought_bytes then $seen_at else last_full_at end,
    last_changed_at = case when $has_changed then $seen_at else last_changed_at end,
    confirm_at = $confirm_at,
    held_reason = null,
    held_since_at = null
where source_id = $source_id and part = $part;
