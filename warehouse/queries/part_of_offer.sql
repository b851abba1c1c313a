-- The part that an offer is listed in, by its newest version.
select part from core.offers
where offer_id = $offer_id
order by recorded_to is null desc, observed_from desc
limit 1;
