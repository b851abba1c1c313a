-- Rows of core.networks for a part's versions, to be made again.
delete from core.networks
where version_id in (
    select version_id from core.versions
    where source_id = $source_id and part = $part
);
