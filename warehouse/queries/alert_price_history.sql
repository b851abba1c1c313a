-- What each of $offer_ids has cost, from when to when, in the order of time.
with priced as (
    select
        versions.offer_id,
        versions.observed_from,
        versions.observed_to,
        max(prices.amount) filter (where prices.role = 'promo') as promo,
        max(prices.amount) filter (where prices.role = 'base') as base,
        max(prices.amount) filter (where prices.role = 'first_line') as first_line,
        max(prices.currency) as currency
    from core.offers as versions
    inner join core.offer_prices as prices on versions.version_id = prices.version_id
    where versions.recorded_to is null and prices.label is null and list_contains($offer_ids, versions.offer_id)
    group by all
)

select
    offer_id,
    coalesce(promo, base, first_line) as amount,
    currency,
    observed_from as from_at,
    observed_to as to_at
from priced
where coalesce(promo, base, first_line) is not null
order by offer_id, from_at;
