-- The members of each region on the day $on_day.
select
    region,
    place
from ref.regions
where (from_on <= $on_day) and (to_on is null or to_on >= $on_day)
order by region, place;
