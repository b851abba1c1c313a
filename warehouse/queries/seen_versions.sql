-- These versions are shown again: from now on their part says when they were seen.
update core.versions
set last_seen_at = null, last_capture_id = null
where version_id in (select unnest($version_ids));
