-- What people pay with, by place and time.
create view place_currencies as
select * from read_parquet('$published/place_currencies.parquet');
comment on view place_currencies is 'What people pay with, by place and time';
