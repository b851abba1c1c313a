-- Prices over time, by offer and place.
create view price_history as
select
    history.offer_id,
    history.place,
    history.price,
    history.list_price,
    history.currency,
    history.data_gb,
    history.from_at,
    history.to_at,
    date_diff('day', history.from_at, coalesce(history.to_at, published.asked_at)) as days,
    history.from_capture_id,
    history.to_capture_id,
    history.last_seen_at,
    floor(epoch(published.asked_at - history.last_seen_at) / 86400)::integer as age_days,
    history.to_at is null
    and history.last_seen_at + to_days(published.stale_after_days + history.more_days) < published.asked_at as is_stale
from read_parquet('$published/price_history.parquet') as history
cross join published;
comment on view price_history
is 'Prices over time, by offer and place. is_stale: it is said to hold still, and has not been seen for too long';
