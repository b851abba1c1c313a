-- A part was fetched, or could not be.
update ops.parts
set
    last_attempt_at = $attempted_at,
    last_outcome = $outcome,
    last_detail = $detail,
    next_due_at = $next_due_at,
    failures = case when $has_failed then failures + 1 else 0 end
where source_id = $source_id and part = $part;
