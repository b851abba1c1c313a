-- Exchange rates from a day on, as they stand: the one recorded last.
select
    currency,
    rate_on,
    per_eur
from ref.fx_rates
where rate_on >= $since
qualify row_number() over (partition by currency, rate_on order by recorded_at desc nulls last) = 1
order by rate_on, currency;
