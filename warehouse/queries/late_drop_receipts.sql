-- Rows of core.receipts for a part's versions, to be made again.
delete from core.receipts
where version_id in (
    select version_id from core.versions
    where source_id = $source_id and part = $part
);
