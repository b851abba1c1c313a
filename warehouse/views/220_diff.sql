-- diff(t1, t2): offers that came, went, or changed in any fact between two moments, as we know it today.
create macro diff(t1, t2) as table
    with listed as (
        select
            version_id,
            string_agg(distinct place, ';' order by place) as places
        from place_versions
        where status in ('yes', 'conditional')
        group by version_id
    ),

    states as (
        select
            versions.*,
            coalesce(listed.places, '') as places
        from offer_versions as versions
        left join listed on versions.version_id = listed.version_id
    ),

    before as (
        select * from states
        where observed_from <= t1 and (observed_to is null or observed_to > t1)
    ),

    after as (
        select * from states
        where observed_from <= t2 and (observed_to is null or observed_to > t2)
    )

    select
        coalesce(before.offer_id, after.offer_id) as offer_id,
        coalesce(after.carrier_id, before.carrier_id) as carrier_id,
        coalesce(after.carrier, before.carrier) as carrier,
        coalesce(after.offer_name, before.offer_name) as offer_name,
        case when before.offer_id is null then 'new' when after.offer_id is null then 'withdrawn' else 'changed' end
            as what,
        before.price as old_price,
        after.price as new_price,
        before.currency as old_currency,
        after.currency as new_currency,
        before.data_gb as old_data_gb,
        after.data_gb as new_data_gb,
        before.place_count as old_place_count,
        after.place_count as new_place_count,
        case
            when before.offer_id is not null and after.offer_id is not null
                then
                    nullif(array_to_string(list_filter(
                        string_split(after.places, ';'),
                        lambda p: not list_contains(string_split(before.places, ';'), p)
                    ), ';'), '')
        end as places_added,
        case
            when before.offer_id is not null and after.offer_id is not null
                then
                    nullif(array_to_string(list_filter(
                        string_split(before.places, ';'),
                        lambda p: not list_contains(string_split(after.places, ';'), p)
                    ), ';'), '')
        end as places_dropped,
        before.from_capture_id as before_capture_id,
        after.from_capture_id as after_capture_id
    from before
    full outer join after on before.offer_id = after.offer_id
    where before.row_hash is distinct from after.row_hash;
