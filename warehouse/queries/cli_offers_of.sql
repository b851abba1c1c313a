-- The facts of some offers.
select * from offers
where list_contains($offer_ids, offer_id)
order by offer_id;
