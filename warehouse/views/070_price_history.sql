-- Prices over time, by offer and place.
create view price_history as
select
    history.*,
    date_diff('day', history.from_at, coalesce(history.to_at, published.asked_at)) as days
from read_parquet('$published/price_history.parquet') as history
cross join published;
comment on view price_history is 'Prices over time, by offer and place';
