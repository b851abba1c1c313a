-- Every version of every offer, from the first capture that shows it to the first that does not.
create view offer_versions as
select * from read_parquet('$published/offer_versions.parquet');
comment on view offer_versions
is 'Every version of every offer, from the first capture that shows it to the first that does not';
