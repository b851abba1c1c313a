-- A newer page of a part is not believed. (Today's parser failing on the page believed last is no news of the page.)
update ops.parts
set
    held_reason = $reason,
    held_since_at = coalesce(held_since_at, $seen_at),
    confirm_at = case when confirm_at is not null then coalesce($confirm_at, confirm_at) end
where
    source_id = $source_id
    and part = $part
    and (last_observed_at is null or last_observed_at <= $seen_at)
    and last_capture_id is distinct from $capture_id;
