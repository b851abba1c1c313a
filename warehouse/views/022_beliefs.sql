-- Every version that we ever believed, with when we came to believe it and when we ceased.
create view beliefs as
select * exclude (price_usd, price_eur, fx_on, lowest_price_30d, age_days, is_stale)
from read_parquet('$published/offer_versions.parquet');
comment on view beliefs is 'Every version that we ever believed, with when we came to believe it and when we ceased';
