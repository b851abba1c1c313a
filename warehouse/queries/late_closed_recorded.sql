-- Since when the end of these versions is known to us.
update core.versions
set closed_recorded_at = $recorded_at
where version_id in (select unnest($version_ids));
