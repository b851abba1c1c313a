-- lowest_prices(t): the lowest price of each offer in the thirty days before a moment.
create macro lowest_prices(until_at) as table
    select
        offer_id,
        currency,
        min(price) as lowest_price_30d
    from read_parquet('$published/offer_versions.parquet')
    where
        recorded_to is null
        and observed_from <= until_at
        and (observed_to is null or observed_to > until_at - to_days(30))
    group by offer_id, currency;
