-- fx_on(day): what one unit of each currency was in dollars and euros, and the day of the rate used.
create macro fx_on(on_day) as table
    with quoted as (
        select
            currency,
            per_eur,
            from_on
        from fx_rates
        where from_on <= on_day and (to_on is null or to_on > on_day)
        union all
        select
            'EUR' as currency,
            1 as per_eur,
            null as from_on
    ),

    pegged as (
        select
            pegs.currency,
            quoted.per_eur * pegs.per_anchor as per_eur,
            quoted.from_on
        from currency_pegs as pegs
        inner join quoted on pegs.anchor = quoted.currency
        where (pegs.from_on is null or pegs.from_on <= on_day) and (pegs.to_on is null or pegs.to_on >= on_day)
    ),

    known as (
        select * from quoted
        union all
        select * from pegged
    ),

    dollar as (
        select
            max(per_eur) as per_eur,
            max(from_on) as from_on
        from quoted
        where currency = 'USD'
    )

    select
        known.currency,
        (dollar.per_eur / known.per_eur)::double as in_usd,
        (1 / known.per_eur)::double as in_eur,
        least(known.from_on, dollar.from_on) as fx_on
    from known cross join dollar;
