-- The last confirmed change of each fact of these offers.
select * from core.changes
where offer_id in (select unnest($offer_ids)) and state = 'confirmed' and cause = 'page'
qualify row_number() over (partition by offer_id, field, place order by seen_at desc, change_id desc) = 1;
