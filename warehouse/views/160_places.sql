-- Places by code.
create view places as
select * from read_parquet('$published/places.parquet');
comment on view places is 'Places by code';
