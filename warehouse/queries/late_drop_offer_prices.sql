-- Rows of core.offer_prices for a part's versions, to be made again.
delete from core.offer_prices
where version_id in (
    select version_id from core.versions
    where source_id = $source_id and part = $part
);
