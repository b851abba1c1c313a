-- Bands of 4G and 5G, with the MHz that people name them by.
create view bands as
select
    known.*,
    known.review_by < (published.asked_at at time zone 'UTC')::date as is_overdue
from read_parquet('$published/bands.parquet') as known
cross join published;
comment on view bands is 'Bands of 4G and 5G, with the MHz that people name them by';
