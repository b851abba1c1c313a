-- Places by code.
select * from ref.places
order by place;
