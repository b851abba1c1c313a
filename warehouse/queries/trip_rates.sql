-- The newest exchange rates: what one euro buys, by currency, and the day of each.
select
    currency,
    (1 / in_eur)::decimal(18, 8) as per_euro,
    fx_on as rate_on
from fx_on($on_day)
where currency != 'EUR'
order by currency;
