-- Earlier readings of a capture that is read again.
update ops.readings
set effect = 'superseded'
where
    capture_id = $capture_id
    and effect in ('baseline', 'taken', 'late')
    and coalesce(reread_id, '') <> $reread_id;
