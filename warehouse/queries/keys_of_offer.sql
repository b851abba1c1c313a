-- The keys under which an offer was found.
select distinct key from core.offer_keys
where offer_id = $offer_id
order by key;
