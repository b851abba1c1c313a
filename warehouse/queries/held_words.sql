-- The words of the rows that a reading held.
select words from ops.held
where reading_id = $reading_id
order by position;
