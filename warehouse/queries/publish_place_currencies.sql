-- What people pay with, by place and time.
select * from ref.place_currencies
order by place, currency, from_on;
