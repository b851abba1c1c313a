-- A rejected reading and those with the very same rows are believed again.
update ops.readings
set effect = 'taken'
where
    source_id = $source_id
    and part = $part
    and effect = 'rejected'
    and (reading_id = $reading_id or rows_sha256 = $rows_sha256);
