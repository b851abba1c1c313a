-- Mails that will not be tried again, after $since: refused for good, or given up after five days.
select
    digests.digest_id,
    digests.rule,
    digests.recipient,
    digests.subject,
    ends.state,
    ends.attempted_at,
    coalesce(ends.detail, '') as detail
from ops.digests as digests
inner join ops.deliveries as ends on digests.digest_id = ends.digest_id
where
    ends.state in ('refused', 'given_up')
    and ends.attempted_at > $since
    and ends.rowid = (
        select max(newer.rowid)
        from ops.deliveries as newer
        where newer.digest_id = digests.digest_id
    )
order by ends.attempted_at, digests.digest_id;
