-- These parts' rows of ops.validators, to be written anew.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
)

delete from ops.validators as known
using wanted
where known.source_id = wanted.source_id and known.part = wanted.part;
