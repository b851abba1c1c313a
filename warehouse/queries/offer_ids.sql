-- Which of these offer ids are taken.
select distinct offer_id from core.offer_keys
where offer_id in (select unnest($offer_ids));
