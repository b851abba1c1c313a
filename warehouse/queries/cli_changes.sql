-- What moved, newest first: of one carrier, source, place or time, if given; if asked, also what is not told
with here as (
    select offer_id from coverage
    where place = $place and status in ('yes', 'conditional')
)

select * from changes
where
    ($since::timestamptz is null or coalesce(confirmed_at, seen_at) >= $since::timestamptz)
    and ($carrier_id::varchar is null or carrier_id = $carrier_id)
    and ($source_id::varchar is null or source_id = $source_id)
    and (
        $place::varchar is null
        or place = $place
        or (place is null and offer_id in (select here.offer_id from here))
    )
    and ($is_all or (state = 'confirmed' and cause = 'page'))
order by coalesce(confirmed_at, seen_at) desc, carrier asc, move_id asc, offer_id asc, field asc, place asc;
