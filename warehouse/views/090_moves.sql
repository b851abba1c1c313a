-- Changes that are one act of the carrier.
create view moves as
select
    moves.* exclude (ages_from_at),
    floor(epoch(published.asked_at - moves.last_seen_at) / 86400)::integer as age_days,
    coalesce(moves.ages_from_at + to_days(published.stale_after_days) < published.asked_at, true) as is_stale
from read_parquet('$published/moves.parquet') as moves
cross join published;
comment on view moves
is 'Changes that are one act of the carrier. is_stale: its source has not been read for too long since';
