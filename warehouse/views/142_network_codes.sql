-- Mobile networks of the world by their codes; a code may stand for several.
create view network_codes as
select
    codes.*,
    codes.review_by < (published.asked_at at time zone 'UTC')::date as is_overdue
from read_parquet('$published/network_codes.parquet') as codes
cross join published;
comment on view network_codes is 'Mobile networks of the world by their codes; a code may stand for several';
