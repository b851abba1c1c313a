-- Changes of these parts' facts that wait to be confirmed, and whether the last look shows their offers.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
),

pending as (
    select changes.*
    from core.changes as changes
    inner join wanted on changes.source_id = wanted.source_id and changes.part = wanted.part
    where changes.state = 'seen' and changes.cause = 'page' and changes.field <> 'text'
),

shown as (
    select distinct
        source_id,
        part,
        offer_id
    from core.versions
    where
        observed_to is null
        and recorded_to is null
        and last_seen_at is null
        and offer_id in (select pending.offer_id from pending)
)

select
    pending.*,
    shown.offer_id is not null as is_shown
from pending
left join shown
    on pending.source_id = shown.source_id and pending.part = shown.part and pending.offer_id = shown.offer_id
order by pending.seen_at, pending.change_id;
