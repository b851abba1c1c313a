-- Currencies fixed to another.
select * from ref.currency_pegs
order by currency, from_on;
