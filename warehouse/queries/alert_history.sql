-- Confirmed changes of the carriers' own after $since, filled-in ones too, as a rule that told nothing sees them.
with candidates as (
    select *
    from core.changes
    where cause = 'page' and state = 'confirmed' and confirmed_at > $since
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
    'news' as told_as,
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
    '' as undoes,
    cast(null as varchar) as told_value,
    cast(null as decimal(38, 6)) as told_number,
    '' as told_unit
from candidates as changes
left join ops.sources as sources on changes.source_id = sources.source_id
left join earlier on changes.change_id = earlier.change_id
left join first_seen on changes.offer_id = first_seen.offer_id
order by changes.source_id, changes.offer_id, changes.field, changes.place, changes.seen_at, changes.change_id;
