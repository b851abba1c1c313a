-- Old readings of captures that an adopted reread read and believed.
update ops.readings
set effect = 'superseded'
where
    source_id = $source_id
    and part = $part
    and effect in ('baseline', 'taken', 'late')
    and coalesce(reread_id, '') <> $reread_id
    and capture_id in (
        select again.capture_id from ops.readings as again
        where again.reread_id = $reread_id and again.part = $part and again.verdict <> 'refused'
    );
