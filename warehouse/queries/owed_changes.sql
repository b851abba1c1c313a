-- Confirmed changes of the carriers' own that no mail of a rule (and recipient, if given) tells.
select * from core.changes
where
    state = 'confirmed'
    and cause = 'page'
    and told_as not in ('quiet', 'nothing')
    and change_id not in (
        select told.change_id
        from ops.digest_changes as told
        inner join ops.digests as digests on told.digest_id = digests.digest_id
        where digests.rule = $rule and ($recipient = '' or digests.recipient = $recipient)
    )
order by source_id, move_id, change_id;
