-- A decision was taken back.
update ops.decisions set undone_at = $undone_at
where decision_id = $decision_id;
