-- Every version of every offer as we know it today, from the first capture that shows it to the first that does not.
create view offer_versions as
select * exclude (price_usd, price_eur, fx_on, lowest_price_30d, age_days, is_stale, recorded_to)
from read_parquet('$published/offer_versions.parquet')
where recorded_to is null;
comment on view offer_versions
is 'Every version of every offer as we know it today, from the first capture that shows it to the first that does not';
