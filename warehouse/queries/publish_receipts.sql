-- The words on the page behind every fact that stands.
select
    receipts.offer_id,
    receipts.field,
    receipts.value,
    receipts.words,
    receipts.where_on_page,
    receipts.capture_id,
    captures.observed_at as fetched_at,
    pages.url,
    pages.sha256,
    offers.last_seen_at,
    offers.more_days
from core.receipts as receipts
inner join core.seen_versions as offers on receipts.version_id = offers.version_id
left join ops.captures as captures on receipts.capture_id = captures.capture_id
left join ops.capture_pages as pages on receipts.capture_id = pages.capture_id and pages.position = 1
where offers.observed_to is null and offers.recorded_to is null
order by receipts.offer_id, receipts.field;
