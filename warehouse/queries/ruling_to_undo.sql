-- The newest ruling of a kind on a subject that holds.
select * from ops.decisions
where
    what = $what
    and subject = $subject
    and ($value = '' or value = $value)
    and undone_at is null
order by decided_at desc, decision_id desc
limit 1;
