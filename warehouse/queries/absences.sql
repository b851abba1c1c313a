-- Offers that the last complete readings of these parts did not show.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
)

select absences.*
from core.absences as absences
inner join wanted on absences.source_id = wanted.source_id and absences.part = wanted.part
order by absences.offer_id;
