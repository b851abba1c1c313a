-- These are not owed any more.
delete from core.corrections
where correction_id in (select unnest($correction_ids));
