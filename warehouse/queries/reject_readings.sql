-- A believed reading and those after it with the very same rows are not believed any more.
update ops.readings
set effect = 'rejected'
where
    source_id = $source_id
    and part = $part
    and effect in ('baseline', 'taken')
    and observed_at >= $since_at
    and (reading_id = $reading_id or rows_sha256 = $rows_sha256)
returning capture_id;
