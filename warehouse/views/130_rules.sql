-- Dated facts of law and regulation, by place.
create view rules as
select
    rules.*,
    rules.review_by < (published.asked_at at time zone 'UTC')::date as is_overdue
from read_parquet('$published/rules.parquet') as rules
cross join published;
comment on view rules is 'Dated facts of law and regulation, by place';
