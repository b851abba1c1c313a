-- One decision that holds.
select * from ops.decisions
where decision_id = $decision_id and undone_at is null;
