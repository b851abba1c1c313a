-- Offers as they stood at a moment, by place.
create macro prices_as_of(t) as table
    select
        versions.*,
        places.place,
        places.place_name,
        places.zone,
        places.status,
        places.note
    from offer_versions as versions
    inner join place_versions as places on versions.version_id = places.version_id
    where versions.observed_from <= t and (versions.observed_to is null or versions.observed_to > t);
