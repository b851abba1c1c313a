-- Changes that are one act of the carrier.
select
    moves.move_id,
    moves.source_id,
    moves.carrier_id,
    coalesce(sources.carrier, moves.carrier_id) as carrier,
    moves.field,
    moves.subject,
    moves.what,
    moves.factor,
    moves.row_count as rows,
    moves.exceptions,
    moves.effect,
    moves.state,
    moves.cause,
    moves.first_seen_at,
    moves.confirmed_at,
    moves.ends_on
from core.moves as moves
left join ops.sources as sources on moves.source_id = sources.source_id
order by moves.first_seen_at, moves.move_id;
