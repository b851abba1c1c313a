-- Is anything on sale known?
select count(*) > 0
from core.offers
where recorded_to is null and observed_to is null;
