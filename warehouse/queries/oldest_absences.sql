-- Since when any offer of these parts is missing.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
)

select
    absences.source_id,
    absences.part,
    min(absences.since_at) as since_at
from core.absences as absences
inner join wanted on absences.source_id = wanted.source_id and absences.part = wanted.part
group by absences.source_id, absences.part;
