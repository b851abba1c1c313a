-- The changes that a reading found.
select * from core.changes
where reading_id = $reading_id
order by move_id, offer_id, field, place;
