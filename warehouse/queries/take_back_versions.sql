-- These versions never stood so: another reading of the same capture says otherwise.
update core.offers
set recorded_to = $recorded_at
where version_id in (select unnest($version_ids));
