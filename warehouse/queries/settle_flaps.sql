-- What flapped and has been still since $still_since: how it came to rest is told.
update core.changes
set told_as = 'settled'
where
    source_id = $source_id
    and part = $part
    and told_as = 'quiet'
    and state = 'confirmed'
    and seen_at <= $still_since
    and not exists (
        select 1 from core.changes as later
        where
            later.offer_id = changes.offer_id
            and later.field = changes.field
            and later.place is not distinct from changes.place
            and later.cause = 'page'
            and later.state in ('seen', 'confirmed')
            and later.seen_at > changes.seen_at
    )
returning move_id;
