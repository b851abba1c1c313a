-- The version of an offer that stands.
select * from core.offers
where offer_id = $offer_id and observed_to is null and recorded_to is null;
