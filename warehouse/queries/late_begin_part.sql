-- A part as it was before its first look; what its fetches say of it stays.
update ops.parts
set
    last_capture_id = null,
    last_reading_id = null,
    last_observed_at = null,
    last_verdict = null,
    last_fingerprint = null,
    rows_sha256 = null,
    row_count = null,
    held_rows = 0,
    last_full_at = null,
    last_changed_at = null,
    confirm_at = null
where source_id = $source_id and part = $part;
