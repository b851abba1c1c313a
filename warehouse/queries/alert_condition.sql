-- The view changes as it will be published, for those in $change_ids: what a rule's condition may speak of.
with told as (
    select
        lines.change_id,
        min(deliveries.attempted_at) filter (where deliveries.state in ('sent', 'written')) as told_at,
        min_by(digests.digest_id, digests.frozen_at) as digest_id
    from ops.digest_changes as lines
    inner join ops.digests as digests on lines.digest_id = digests.digest_id
    left join ops.deliveries as deliveries on digests.digest_id = deliveries.digest_id
    group by lines.change_id
)

select
    changes.change_id,
    changes.move_id,
    changes.seen_at,
    changes.confirmed_at,
    changes.effective_on,
    told.told_at,
    told.digest_id,
    changes.state,
    changes.source_id,
    changes.carrier_id,
    coalesce(sources.carrier, changes.carrier_id) as carrier,
    coalesce(sources.home_country, upper(left(changes.carrier_id, 2))) as home_country,
    changes.offer_id,
    changes.offer_name,
    changes.place,
    changes.field,
    changes.old_value,
    changes.new_value,
    changes.old_number,
    changes.new_number,
    changes.unit,
    changes.delta,
    changes.delta_pct,
    changes.effect,
    changes.severity_traveller,
    changes.severity_analyst,
    changes.cause,
    changes.is_backfill,
    changes.undoes,
    changes.undone_at,
    changes.before_words,
    changes.after_words,
    changes.before_capture_id,
    changes.after_capture_id,
    changes.settled_capture_id,
    sources.url
from core.changes as changes
left join ops.sources as sources on changes.source_id = sources.source_id
left join told on changes.change_id = told.change_id
where list_contains($change_ids, changes.change_id)
order by changes.seen_at, changes.change_id;
