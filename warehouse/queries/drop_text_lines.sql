-- The lines of a change of text that is said anew.
delete from core.text_lines
where change_id = $change_id;
