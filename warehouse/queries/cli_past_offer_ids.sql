-- Offers that had a price once, on sale now or not.
select distinct offer_id from price_history
order by offer_id;
