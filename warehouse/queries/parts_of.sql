-- How these parts stand.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
)

select parts.*
from ops.parts as parts
inner join wanted on parts.source_id = wanted.source_id and parts.part = wanted.part;
