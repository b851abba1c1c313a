-- Telephones, what SIM they take and which bands they use, as far as known.
create view devices as
select
    known.*,
    known.review_by < (published.asked_at at time zone 'UTC')::date as is_overdue
from read_parquet('$published/devices.parquet') as known
cross join published;
comment on view devices is 'Telephones, what SIM they take and which bands they use, as far as known';
