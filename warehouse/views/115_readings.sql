-- What each parser made of each capture, and what of it was believed.
create view readings as
select
    readings.*,
    floor(epoch(published.asked_at - readings.fetched_at) / 86400)::integer as age_days
from read_parquet('$published/readings.parquet') as readings
cross join published;
comment on view readings is 'What each parser made of each capture, and what of it was believed';
