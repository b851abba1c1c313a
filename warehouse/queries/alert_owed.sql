-- Changes of the carriers' own after $since that no mail of $rule to $recipient tells yet, with what it told last.
with given_up as (
    select digest_id
    from ops.deliveries
    group by digest_id
    having max_by(state, rowid) = 'given_up'
),

told as (
    select
        tells.change_id,
        max_by(digests.digest_id, digests.frozen_at) as digest_id,
        max(digests.frozen_at) as frozen_at
    from ops.digest_changes as tells
    inner join ops.digests as digests on tells.digest_id = digests.digest_id
    where
        digests.rule = $rule
        and digests.recipient = $recipient
        and digests.digest_id not in (select given_up.digest_id from given_up)
    group by tells.change_id
),

candidates as (
    select *
    from core.changes
    where
        cause = 'page'
        and told_as not in ('quiet', 'nothing')
        and state in ('seen', 'confirmed')
        and coalesce(confirmed_at, seen_at) > $since
        and change_id not in (select told.change_id from told)
),

last_told as (
    select
        changes.offer_id,
        changes.field,
        coalesce(changes.place, '') as place,
        max_by(coalesce(changes.new_value, ''), changes.seen_at) as told_value,
        max_by(changes.new_number, changes.seen_at) as told_number,
        max_by(coalesce(changes.unit, ''), changes.seen_at) as told_unit
    from core.changes as changes
    inner join told on changes.change_id = told.change_id
    where changes.state in ('seen', 'confirmed')
    group by changes.offer_id, changes.field, coalesce(changes.place, '')
),

first_seen as (
    select
        offer_id,
        min(observed_from) as first_seen_at,
        max_by(scope, observed_from) as scope
    from core.offers
    where offer_id in (select candidates.offer_id from candidates)
    group by offer_id
),

earlier as (
    select
        change_id,
        lag(seen_at) over (partition by offer_id, field, place order by seen_at, change_id) as old_since_at
    from core.changes
    where state = 'confirmed' and offer_id in (select candidates.offer_id from candidates)
)

select
    changes.change_id,
    changes.move_id,
    changes.source_id,
    coalesce(sources.carrier, changes.carrier_id) as carrier,
    coalesce(sources.home_country, '') as home_country,
    changes.offer_id,
    changes.offer_name,
    changes.field,
    changes.effect,
    changes.state,
    changes.told_as,
    changes.seen_at,
    changes.old_number,
    changes.new_number,
    changes.delta,
    changes.confirmed_at,
    changes.effective_on,
    changes.before_capture_id,
    changes.after_capture_id,
    coalesce(sources.url, '') as url,
    coalesce(sources.carrier_type, '') as carrier_type,
    undone.frozen_at as undoes_told_at,
    coalesce(changes.old_value, '') as old_value,
    coalesce(changes.new_value, '') as new_value,
    coalesce(first_seen.scope, '') as scope,
    coalesce(changes.place, '') as place,
    coalesce(changes.unit, '') as unit,
    cast(changes.delta_pct as decimal(18, 4)) as delta_pct,
    changes.severity_traveller,
    changes.severity_analyst,
    coalesce(changes.before_words, '') as before_words,
    coalesce(changes.after_words, '') as after_words,
    coalesce(earlier.old_since_at, first_seen.first_seen_at) as old_since_at,
    earlier.old_since_at is null as is_old_first,
    coalesce(undone.digest_id, '') as undoes,
    last_told.told_value,
    last_told.told_number,
    last_told.told_unit
from candidates as changes
left join ops.sources as sources on changes.source_id = sources.source_id
left join earlier on changes.change_id = earlier.change_id
left join first_seen on changes.offer_id = first_seen.offer_id
left join told as undone on changes.undoes = undone.change_id
left join last_told
    on
        changes.offer_id = last_told.offer_id
        and changes.field = last_told.field
        and coalesce(changes.place, '') = last_told.place
order by changes.source_id, changes.offer_id, changes.field, changes.place, changes.seen_at, changes.change_id;
