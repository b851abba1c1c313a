-- These keys do not lead to this offer after all.
delete from core.offer_keys
where offer_id = $offer_id and how = 'linked' and key in (select unnest($keys));
