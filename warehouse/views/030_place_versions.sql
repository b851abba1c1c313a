-- What each version of an offer says of each place.
create view place_versions as
select * from read_parquet('$published/place_versions.parquet');
comment on view place_versions is 'What each version of an offer says of each place';
