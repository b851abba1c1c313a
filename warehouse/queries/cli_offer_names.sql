-- What offers are called, to find the one that is meant.
select
    offer_id,
    carrier_id,
    carrier,
    offer_name,
    plan_name
from offers
order by offer_id;
