-- What a reading did to history after all.
update ops.readings set effect = $effect
where reading_id = $reading_id;
