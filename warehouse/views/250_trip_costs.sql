-- Saved trips and what they cost, each time that it was other than before.
create view trip_costs as
select * from read_parquet('$published/trip_costs.parquet');
comment on view trip_costs
is 'Saved trips (trip --save) and what each way costs, each time that it was other than before';
