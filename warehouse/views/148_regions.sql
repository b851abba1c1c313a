-- Regions of law and their members, each from its first day to its last.
create view regions as
select * from read_parquet('$published/regions.parquet');
comment on view regions is 'Regions of law and their members, each from its first day to its last';
