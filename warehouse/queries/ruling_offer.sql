-- An offer over all its versions; is_shown: the last look at its part showed it, and that part is looked at.
with spans as (
    select
        offer_id,
        any_value(source_id) as source_id,
        max_by(part, observed_from) as part,
        min(observed_from) as first_seen_at,
        max(last_seen_at) as last_seen_at,
        max(coalesce(observed_to, 'infinity')) as ended_at
    from core.offers
    where offer_id = $offer_id and recorded_to is null
    group by offer_id
)

select
    spans.offer_id,
    spans.source_id,
    spans.part,
    spans.first_seen_at,
    spans.last_seen_at,
    spans.last_seen_at as last_shown_at,
    case when spans.ended_at <> 'infinity' then spans.ended_at end as ended_at,
    parts.last_reading_id,
    coalesce(
        spans.last_seen_at >= parts.last_observed_at
        and parts.held_reason is null
        and parts.last_outcome in ('ok', 'unchanged')
        and coalesce(sources.is_on, false),
        false
    ) as is_shown
from spans
left join ops.parts as parts on spans.source_id = parts.source_id and spans.part = parts.part
left join ops.sources as sources on spans.source_id = sources.source_id;
