-- Since when these versions are known to us.
update core.versions
set recorded_from = $recorded_at
where version_id in (select unnest($version_ids));
