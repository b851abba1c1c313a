-- Attempts to fetch.
create view captures as
select
    captures.*,
    floor(epoch(published.asked_at - captures.fetched_at) / 86400)::integer as age_days
from read_parquet('$published/captures.parquet') as captures
cross join published;
comment on view captures is 'Attempts to fetch, with or without a page';
