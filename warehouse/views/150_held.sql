-- Rows of each part's newest reading that were not understood.
create view held as
select
    held.*,
    floor(epoch(published.asked_at - held.observed_at) / 86400)::integer as age_days
from read_parquet('$published/held.parquet') as held
cross join published;
comment on view held is 'Rows of each part''s newest reading that were not understood';
