-- Reference rates: what one euro bought, and the days for which each rate is the newest.
create view fx_rates as
select * from read_parquet('$published/fx_rates.parquet');
comment on view fx_rates
is 'Reference rates of the European Central Bank, each with the days (to_on not included) for which it is the newest';
