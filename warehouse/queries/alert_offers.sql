-- Offers on sale, and who sells them.
select
    offers.offer_id,
    offers.source_id,
    offers.carrier_id,
    sources.carrier_type
from core.offers as offers
inner join ops.sources as sources on offers.source_id = sources.source_id
where offers.recorded_to is null and offers.observed_to is null
order by offers.offer_id;
