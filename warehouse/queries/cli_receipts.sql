-- The words on the page behind an offer, or behind one field of it.
select * from receipts
where
    offer_id = $offer_id
    and ($field::varchar is null or field = $field or starts_with(field, $field || '.'))
order by field asc, fetched_at desc;
