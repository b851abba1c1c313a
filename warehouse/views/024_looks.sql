-- Every believed look at a part: what "seen" means.
create view looks as
select * from read_parquet('$published/looks.parquet');
comment on view looks
is 'Every believed look at a part of a source: readings that were taken, and "not modified" answers that stand for one';
