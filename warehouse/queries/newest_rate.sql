-- The day of the newest exchange rate.
select max(rate_on) from ref.fx_rates;
