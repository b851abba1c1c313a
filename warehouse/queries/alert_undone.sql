-- Told at once as seen and gone before they were confirmed, which rule $rule has not told $recipient yet.
select
    changes.change_id,
    changes.source_id,
    sources.carrier,
    changes.offer_name,
    changes.field,
    coalesce(changes.place, '') as place,
    coalesce(changes.old_value, '') as old_value,
    coalesce(changes.new_value, '') as new_value,
    changes.undone_at,
    digests.digest_id,
    digests.frozen_at
from core.changes as changes
inner join ops.digest_changes as tells on changes.change_id = tells.change_id
inner join ops.digests as digests on tells.digest_id = digests.digest_id
inner join ops.sources as sources on changes.source_id = sources.source_id
where
    digests.rule = $rule
    and digests.recipient = $recipient
    and changes.state = 'undone'
order by changes.undone_at, changes.change_id;
