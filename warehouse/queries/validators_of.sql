-- What lets servers answer "not changed" for these parts.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
)

select validators.*
from ops.validators as validators
inner join wanted on validators.source_id = wanted.source_id and validators.part = wanted.part
order by validators.rowid;
