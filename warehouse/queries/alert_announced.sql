-- Told changes with a date of their own that is not past $on_day, for reminders of rule $rule to $recipient.
select distinct
    changes.change_id,
    sources.carrier,
    changes.source_id,
    changes.offer_name,
    changes.field,
    coalesce(changes.place, '') as place,
    coalesce(changes.old_value, '') as old_value,
    coalesce(changes.new_value, '') as new_value,
    changes.effective_on
from core.changes as changes
inner join ops.digest_changes as tells on changes.change_id = tells.change_id
inner join ops.digests as digests on tells.digest_id = digests.digest_id
inner join ops.sources as sources on changes.source_id = sources.source_id
where
    digests.rule = $rule
    and digests.recipient = $recipient
    and changes.state = 'confirmed'
    and changes.effective_on >= $on_day
order by changes.effective_on, changes.change_id;
