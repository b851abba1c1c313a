-- Each reference rate with the days for which it is the newest. A currency that is quoted no more has none a month on.
with newest as (
    select max(rate_on) as newest_on from ref.fx_rates
),

standing as (
    select * from ref.fx_rates
    qualify row_number() over (partition by currency, rate_on order by recorded_at desc nulls last) = 1
),

followed as (
    select
        *,
        lead(rate_on) over (partition by currency order by rate_on) as next_on
    from standing
)

select
    followed.currency,
    followed.per_eur,
    followed.rate_on as from_on,
    coalesce(
        followed.next_on, case when followed.rate_on + 31 < newest.newest_on then followed.rate_on + 31 end
    ) as to_on,
    followed.source,
    followed.capture_id
from followed, newest
order by followed.currency, from_on;
