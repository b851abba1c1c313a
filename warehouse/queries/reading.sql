-- One reading, and when a person accepted it.
select
    readings.*,
    (
        select max(rulings.decided_at) from ops.decisions as rulings
        where rulings.what = 'accept' and rulings.undone_at is null and rulings.subject = $reading_id
    ) as accepted_at
from ops.readings as readings
where readings.reading_id = $reading_id;
