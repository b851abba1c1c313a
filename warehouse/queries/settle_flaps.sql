-- What flapped in these parts and has been still since: how it came to rest is told.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part,
        unnest($moments) as still_since
)

update core.changes as changes
set told_as = 'settled'
from wanted
where
    changes.source_id = wanted.source_id
    and changes.part = wanted.part
    and changes.told_as = 'quiet'
    and changes.state = 'confirmed'
    and changes.seen_at <= wanted.still_since
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
returning changes.move_id;
