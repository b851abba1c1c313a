-- Changes that are one act of the carrier.
with read as (
    select
        parts.source_id,
        max(parts.last_observed_at) as last_seen_at,
        max(parts.last_observed_at + to_days(coalesce(declared.more_days, 0))) as ages_from_at
    from ops.parts as parts
    left join ops.source_parts as declared on parts.source_id = declared.source_id and parts.part = declared.part
    group by parts.source_id
)

select
    moves.move_id,
    coalesce(sources.carrier, moves.carrier_id) as carrier,
    moves.what,
    moves.factor,
    moves.row_count as rows,
    moves.exceptions,
    moves.first_seen_at,
    moves.ends_on,
    moves.source_id,
    moves.carrier_id,
    moves.field,
    moves.subject,
    moves.effect,
    moves.state,
    moves.cause,
    moves.confirmed_at,
    read.last_seen_at,
    read.ages_from_at
from core.moves as moves
left join ops.sources as sources on moves.source_id = sources.source_id
left join read on moves.source_id = read.source_id
order by moves.first_seen_at, moves.move_id;
