-- Whole offers of some versions.
select
    version_id,
    record
from core.versions
where version_id in (select unnest($version_ids));
