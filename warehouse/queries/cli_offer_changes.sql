-- How an offer's facts changed, newest first.
select * from changes
where
    offer_id = $offer_id
    and ($field::varchar is null or field = $field or starts_with(field, $field || '.'))
order by seen_at desc, field asc
limit 50;
