-- What the past has no say in: when to look again, and why the newest page is not believed.
update ops.parts
set confirm_at = $confirm_at, held_reason = $held_reason, held_since_at = $held_since_at
where source_id = $source_id and part = $part;
