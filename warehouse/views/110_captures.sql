-- Attempts to fetch.
create view captures as
select * from read_parquet('$published/captures.parquet');
