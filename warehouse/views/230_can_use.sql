-- can_use(plan_id, place): YES, YES PER MB, ONLY IF, NO or UNKNOWN for each offer of a plan, the best first.
create macro can_use(plan_id, place) as table
    with asked as (
        select
            plan_id as wanted_id,
            place as wanted_place
    ),

    mine as (
        select offers.*
        from offers, asked
        where
            offers.offer_id = asked.wanted_id
            or starts_with(offers.offer_id, asked.wanted_id || '/')
            or offers.offer_id in (
                select members.offer_id from plan_offers as members
                where members.plan_id = asked.wanted_id
            )
    ),

    data_at_all as (
        select bool_or(service in ('data', 'bundle')) as is_there
        from mine
    ),

    with_data as (
        select mine.*
        from mine, data_at_all
        where mine.service in ('data', 'bundle') or not data_at_all.is_there
    ),

    listed as (
        select
            coverage.offer_id,
            min_by(coverage.status, list_position(['no', 'unknown', 'conditional', 'yes'], coverage.status)) as status,
            string_agg(distinct coverage.note, '; ') as note
        from coverage, asked
        where coverage.place = asked.wanted_place
        group by coverage.offer_id
    ),

    judged as (
        select
            with_data.*,
            listed.status,
            listed.note,
            case
                when with_data.is_stale then 'UNKNOWN'
                when listed.offer_id is null and with_data.places_basis = 'full_list' and with_data.place_count > 0
                    then 'NO'
                when listed.offer_id is null then 'UNKNOWN'
                when listed.status = 'no' or (listed.status = 'yes' and with_data.price_state = 'unavailable') then 'NO'
                when listed.status = 'conditional' then 'ONLY IF'
                when listed.status <> 'yes' then 'UNKNOWN'
                when with_data.eligibility is not null then 'ONLY IF'
                when
                    with_data.kind = 'rate'
                    and with_data.service = 'data'
                    and with_data.price_state not in ('free', 'included', 'home_rate')
                    then 'YES, PER MB'
                else 'YES'
            end as answer
        from with_data
        left join listed on with_data.offer_id = listed.offer_id
    )

    select
        answer,
        case when answer = 'ONLY IF' then concat_ws('; ', note, eligibility) end as condition,
        offer_id,
        offer_name,
        price,
        currency,
        price_unit,
        price_usd,
        fx_on,
        data_gb,
        data_period,
        is_unlimited,
        after_cap,
        last_seen_at,
        age_days,
        is_stale,
        confidence,
        url
    from judged
    order by
        list_position(['YES', 'YES, PER MB', 'ONLY IF', 'UNKNOWN', 'NO'], answer), place_count desc, offer_id asc;
