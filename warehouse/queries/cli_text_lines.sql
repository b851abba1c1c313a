-- The lines of changes of text.
select * from text_lines
where list_contains($change_ids, change_id)
order by change_id, position;
