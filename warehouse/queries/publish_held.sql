-- Rows of each part's newest reading that were not understood.
with newest as (
    select
        source_id,
        part,
        reading_id,
        observed_at
    from ops.readings
    qualify row_number() over (partition by source_id, part order by observed_at desc, recorded_at desc) = 1
)

select
    newest.source_id,
    newest.part,
    held.position,
    held.code,
    held.reason,
    held.words,
    held.where_on_page,
    newest.observed_at,
    held.reading_id
from ops.held as held
inner join newest on held.reading_id = newest.reading_id
order by newest.source_id, newest.part, held.position;
