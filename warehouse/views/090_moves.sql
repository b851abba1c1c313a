-- Changes that are one act of the carrier.
create view moves as
select * from read_parquet('$published/moves.parquet');
comment on view moves is 'Changes that are one act of the carrier';
