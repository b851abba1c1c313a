-- The versions of offers as we believe today that they stood, oldest first.
select
    offer_id,
    version_id,
    record,
    observed_from,
    observed_to
from core.offers
where offer_id in (select unnest($offer_ids)) and recorded_to is null
order by offer_id, observed_from;
