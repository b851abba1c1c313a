-- Every offer's id.
select distinct offer_id from core.offers
order by offer_id;
