-- What differs between two moments: offers that came, went, or changed price or data.
create macro diff(t1, t2) as table
    with after as (
        select * from offer_versions
        where observed_from <= t2 and (observed_to is null or observed_to > t2)
    )

    select
        coalesce(before.offer_id, after.offer_id) as offer_id,
        coalesce(after.carrier, before.carrier) as carrier,
        coalesce(after.offer_name, before.offer_name) as offer_name,
        case when before.offer_id is null then 'new' when after.offer_id is null then 'withdrawn' else 'changed' end
            as what,
        before.price as old_price,
        after.price as new_price,
        before.currency as old_currency,
        after.currency as new_currency,
        before.data_gb as old_data_gb,
        after.data_gb as new_data_gb
    from
        (
            select * from offer_versions
            where observed_from <= t1 and (observed_to is null or observed_to > t1)
        ) as before
    full outer join
        after
        on before.offer_id = after.offer_id
    where
        (before.price, before.currency, before.data_gb, before.price_state)
        is distinct from (after.price, after.currency, after.data_gb, after.price_state);
