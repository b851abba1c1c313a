-- The mails that told these changes.
select
    lines.change_id,
    digests.digest_id,
    digests.rule,
    digests.recipient
from ops.digest_changes as lines
inner join ops.digests as digests on lines.digest_id = digests.digest_id
where lines.change_id in (select unnest($change_ids))
order by lines.change_id, digests.digest_id;
