-- Offers as they stood at a moment.
create macro offers_as_of(t) as table
    select * from offer_versions
    where observed_from <= t and (observed_to is null or observed_to > t);
