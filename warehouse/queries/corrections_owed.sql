-- Corrections that no mail to a rule's recipient has told, with the change as it was told; $rule, $recipient.
with mails as (
    select
        change_id,
        count(distinct digest_id) as mails,
        count(distinct recipient) as readers
    from core.corrections
    group by change_id
)

select
    corrections.correction_id,
    corrections.kind,
    corrections.change_id,
    corrections.digest_id,
    digests.frozen_at as told_at,
    lines.position as told_position,
    digests.subject as told_subject,
    mails.mails,
    mails.readers,
    changes.source_id,
    coalesce(sources.carrier, changes.carrier_id) as carrier,
    changes.carrier_id,
    changes.offer_id,
    changes.offer_name,
    changes.field,
    changes.place,
    changes.old_value,
    changes.new_value,
    changes.unit,
    changes.before_capture_id,
    changes.after_capture_id,
    changes.before_words,
    changes.after_words,
    corrections.right_old_value,
    corrections.right_value,
    corrections.right_since_at,
    corrections.cause,
    corrections.who,
    corrections.why,
    corrections.found_at
from core.corrections as corrections
inner join mails on corrections.change_id = mails.change_id
inner join core.changes as changes on corrections.change_id = changes.change_id
left join ops.sources as sources on changes.source_id = sources.source_id
inner join ops.digests as digests on corrections.digest_id = digests.digest_id
inner join ops.digest_changes as lines
    on corrections.digest_id = lines.digest_id and corrections.change_id = lines.change_id
where
    corrections.rule = $rule
    and corrections.recipient = $recipient
    and corrections.correction_id not in (
        select told.change_id
        from ops.digest_changes as told
        inner join ops.digests as since on told.digest_id = since.digest_id
        where since.rule = $rule and since.recipient = corrections.recipient
    )
order by corrections.found_at, changes.source_id, corrections.correction_id;
