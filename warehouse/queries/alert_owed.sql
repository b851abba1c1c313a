-- Confirmed changes of the carriers' own that no mail of this rule to this recipient has told; $rule, $recipient.
with told as (
    select
        tells.change_id,
        digests.digest_id,
        digests.frozen_at
    from ops.digest_changes as tells
    inner join ops.digests as digests on tells.digest_id = digests.digest_id
    where digests.rule = $rule and digests.recipient = $recipient
),

first_seen as (
    select
        offer_id,
        min(observed_from) as first_seen_at
    from core.offers
    group by offer_id
),

scopes as (
    select
        offer_id,
        max_by(scope, observed_from) as scope
    from core.offers
    group by offer_id
),

earlier as (
    select
        change_id,
        lag(seen_at) over (partition by offer_id, field, place order by seen_at, change_id) as old_since_at
    from core.changes
    where state = 'confirmed'
)

select
    changes.change_id,
    changes.move_id,
    changes.source_id,
    sources.carrier,
    sources.home_country,
    changes.offer_id,
    changes.offer_name,
    changes.field,
    changes.effect,
    changes.seen_at,
    changes.old_number,
    changes.new_number,
    changes.delta,
    changes.confirmed_at,
    changes.effective_on,
    changes.before_capture_id,
    changes.after_capture_id,
    sources.url,
    undone.frozen_at as undoes_told_at,
    coalesce(changes.old_value, '') as old_value,
    coalesce(changes.new_value, '') as new_value,
    coalesce(scopes.scope, '') as scope,
    coalesce(changes.place, '') as place,
    coalesce(changes.unit, '') as unit,
    cast(changes.delta_pct as decimal(18, 4)) as delta_pct,
    changes.severity_traveller,
    changes.severity_analyst,
    coalesce(changes.before_words, '') as before_words,
    coalesce(changes.after_words, '') as after_words,
    coalesce(earlier.old_since_at, first_seen.first_seen_at) as old_since_at,
    earlier.old_since_at is null as is_old_first,
    coalesce(undone.digest_id, '') as undoes
from core.changes as changes
inner join ops.sources as sources on changes.source_id = sources.source_id
left join earlier on changes.change_id = earlier.change_id
left join first_seen on changes.offer_id = first_seen.offer_id
left join scopes on changes.offer_id = scopes.offer_id
left join told as undone on changes.undoes = undone.change_id
where
    changes.state = 'confirmed'
    and changes.cause = 'page'
    and changes.told_as not in ('quiet', 'nothing')
    and changes.change_id not in (select told.change_id from told)
order by changes.source_id, changes.move_id, changes.change_id;
