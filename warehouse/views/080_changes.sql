-- One field of one offer that differs between two captures.
create view changes as
select * from read_parquet('$published/changes.parquet');
comment on view changes is 'One field of one offer that differs between two captures';
