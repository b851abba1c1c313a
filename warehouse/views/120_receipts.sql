-- The words on the page behind every fact that stands.
create view receipts as
select * from read_parquet('$published/receipts.parquet');
comment on view receipts is 'The words on the page behind every fact that stands';
