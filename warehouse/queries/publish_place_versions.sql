-- What each version says of each place, with the networks that it names there.
with named as (
    select
        version_id,
        place,
        string_agg(distinct network, '; ' order by network) as networks,
        max(regexp_extract(generations, '([2-9]G)[^;]*$', 1)) as best_generation
    from core.networks
    group by version_id, place
)

select
    offers.version_id,
    offers.offer_id,
    places.place,
    coalesce(known.name, places.place) as place_name,
    places.zone,
    places.status,
    offers.places_basis,
    named.networks,
    nullif(named.best_generation, '') as best_generation,
    offers.last_seen_at,
    places.note,
    known.region,
    offers.source_id,
    offers.last_capture_id as capture_id,
    offers.more_days,
    offers.observed_to is null and offers.recorded_to is null as is_current
from core.offer_places as places
inner join core.seen_versions as offers on places.version_id = offers.version_id
left join named on places.version_id = named.version_id and places.place = named.place
left join ref.places as known on places.place = known.place
order by is_current desc, places.place asc, offers.offer_id asc, offers.observed_from asc, places.zone asc;
