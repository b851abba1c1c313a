-- Rows of each part's newest reading that were not understood.
create view held as
select * from read_parquet('$published/held.parquet');
comment on view held is 'Rows of each part''s newest reading that were not understood';
