-- Currencies fixed to another.
create view currency_pegs as
select
    pegs.*,
    pegs.review_by < (published.asked_at at time zone 'UTC')::date as is_overdue
from read_parquet('$published/currency_pegs.parquet') as pegs
cross join published;
comment on view currency_pegs is 'Currencies fixed to another, for those that the European Central Bank does not quote';
