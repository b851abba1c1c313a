-- The words on the page behind every fact that stands.
create view receipts as
select
    receipts.* exclude (more_days),
    floor(epoch(published.asked_at - receipts.last_seen_at) / 86400)::integer as age_days,
    receipts.last_seen_at + to_days(published.stale_after_days + receipts.more_days) < published.asked_at as is_stale
from read_parquet('$published/receipts.parquet') as receipts
cross join published;
comment on view receipts
is 'The words on the page behind every fact that stands: fetched_at is the capture that holds them, last_seen_at the '
'last that agreed';
