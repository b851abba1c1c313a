-- Attempts to fetch.
create view captures as
select * from read_parquet('$published/captures.parquet');
comment on view captures is 'Attempts to fetch';
