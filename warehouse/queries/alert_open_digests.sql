-- Mails frozen but not yet handed over for good, each with the attempts made so far, oldest first.
select
    digests.digest_id,
    digests.rule,
    digests.recipient,
    digests.frozen_at,
    digests.eml_sha256,
    digests.subject,
    attempts.attempted_at,
    attempts.state,
    attempts.detail,
    attempts.next_attempt_at
from ops.digests as digests
left join ops.deliveries as attempts on digests.digest_id = attempts.digest_id
where
    digests.digest_id not in (
        select deliveries.digest_id
        from ops.deliveries as deliveries
        group by deliveries.digest_id
        having max_by(deliveries.state, deliveries.rowid) in ('sent', 'written', 'refused', 'given_up')
    )
order by digests.frozen_at, digests.digest_id, attempts.rowid;
