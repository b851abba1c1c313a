-- Regions of law and their members.
select * from ref.regions
order by region, place, from_on;
