-- A refused reading whose rows were kept.
select * from ops.readings
where reading_id = $reading_id and verdict = 'refused' and effect = 'none' and rows_sha256 is not null;
